//! Commands: one list, the program first.

use k8s_openapi::api::core::v1::ExecAction;

use crate::env::{Arg, IntoArg};

/// The command of a container: an array, a `Vec` or a slice of words, the program first.
///
/// A word is what an argument is: a string, a number, or a [`text!`](crate::text) with references to variables.
/// Other iterators are collected into a `Vec`. An array has 1 to 64 words, or it does not compile. `build()` reports a
/// `Vec` that turns out to be empty.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = || Container::new(name!("web"), image!("nginx:1.27"));
/// web().command(["sh", "-c", "exec nginx"]);
/// web().command(vec![String::from("nginx")]);
/// let program = std::iter::once("nginx").chain(["-g", "daemon off;"]);
/// web().command(program.collect::<Vec<_>>());
///
/// let nothing = Pod::builder(name!("web")).main(web().command(Vec::<String>::new())).build().unwrap_err();
/// assert_eq!(nothing.iter().next().map(Violation::field), Some("spec.containers[0].command"));
/// ```
///
/// ```compile_fail
/// # use podwright::prelude::*;
/// Container::new(name!("web"), image!("nginx:1.27")).command("nginx");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the command of a container",
    label = "a command is a list of strings, the program first: `[\"nginx\", \"-g\", \"daemon off;\"]`",
    note = "a command line for a shell is `[\"sh\", \"-c\", \"..\"]`",
    note = "leave the command out to run what the image runs",
    note = "a list made by an iterator is collected: `.collect::<Vec<_>>()`"
)]
pub trait IntoCommand: sealed::Command {
    #[doc(hidden)]
    fn into_command(self) -> Vec<Arg>;
}

/// The command that a probe or a hook runs: an array, a `Vec` or a slice of strings, the program first.
///
/// The words are plain strings: the kubelet replaces no variables in them. An array has 1 to 64 words, or it does not
/// compile. `build()` reports a `Vec` that turns out to be empty.
///
/// ```
/// use podwright::container::{Hook, Probe};
///
/// Probe::exec(["cat", "/tmp/healthy"]);
/// Probe::exec(vec![String::from("pg_isready")]);
/// Hook::exec(["nginx", "-s", "quit"]);
/// ```
///
/// ```compile_fail
/// # use podwright::container::Probe;
/// Probe::exec("cat /tmp/healthy");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the command of a probe or a hook",
    label = "a command is a list of strings, the program first: `[\"cat\", \"/tmp/healthy\"]`",
    note = "there is no shell: a command line for a shell is `[\"sh\", \"-c\", \"..\"]`",
    note = "the kubelet replaces no variables here: a shell does, `[\"sh\", \"-c\", \"test -e $FILE\"]`"
)]
pub trait IntoExecCommand: sealed::Exec {
    #[doc(hidden)]
    fn into_exec_command(self) -> Vec<String>;
}

/// Makes the lists of words commands.
macro_rules! commands {
    ($([$($generics:tt)*] $List:ty, |$words:ident| where [$($of_container:tt)*] $args:expr, [$($of_exec:tt)*] $texts:expr;)+) => {
        $(
            impl<$($generics)*> sealed::Command for $List where $($of_container)* {}

            #[diagnostic::do_not_recommend]
            impl<$($generics)*> IntoCommand for $List where $($of_container)* {
                fn into_command(self) -> Vec<Arg> {
                    let $words = self;
                    $args
                }
            }

            impl<$($generics)*> sealed::Exec for $List where $($of_exec)* {}

            #[diagnostic::do_not_recommend]
            impl<$($generics)*> IntoExecCommand for $List where $($of_exec)* {
                fn into_exec_command(self) -> Vec<String> {
                    let $words = self;
                    $texts
                }
            }
        )+
    };
}

commands! {
    [T, const N: usize] [T; N], |words|
        where [T: IntoArg, Self: sealed::HasProgram] words.into_iter().map(T::into_arg).collect(),
        [T: Into<String>, Self: sealed::HasProgram] words.into_iter().map(Into::into).collect();
    ['a, T, const N: usize] &'a [T; N], |words|
        where [&'a T: IntoArg, [T; N]: sealed::HasProgram] words.iter().map(IntoArg::into_arg).collect(),
        [T: AsRef<str>, [T; N]: sealed::HasProgram] owned(words);
    [T] Vec<T>, |words|
        where [T: IntoArg] words.into_iter().map(T::into_arg).collect(),
        [T: Into<String>] words.into_iter().map(Into::into).collect();
    ['a, T] &'a Vec<T>, |words|
        where [&'a T: IntoArg] words.iter().map(IntoArg::into_arg).collect(),
        [T: AsRef<str>] owned(words);
    ['a, T] &'a [T], |words|
        where [&'a T: IntoArg] words.iter().map(IntoArg::into_arg).collect(),
        [T: AsRef<str>] owned(words);
}

fn owned<T: AsRef<str>>(words: &[T]) -> Vec<String> {
    words.iter().map(|word| word.as_ref().to_owned()).collect()
}

/// Returns what a probe or a hook executes, each word rewritten by `write`.
pub(super) fn action(command: impl IntoExecCommand, write: impl Fn(String) -> String) -> ExecAction {
    ExecAction { command: Some(command.into_exec_command().into_iter().map(write).collect()) }
}

mod sealed {
    pub trait Command {}
    pub trait Exec {}

    /// The arrays that hold a program, and so are commands.
    pub trait HasProgram {}

    macro_rules! arrays {
        ($($length:literal)*) => {
            $(impl<T> HasProgram for [T; $length] {})*
        };
    }

    arrays! {
        1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
        33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64
    }
}
