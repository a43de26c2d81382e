use k8s_openapi::api::core::v1::ExecAction;

/// Arguments of a command that a probe or a hook runs: an array, a `Vec` or a slice of texts, or `()` for none.
///
/// They are plain texts: no variable stands in them.
///
/// ```
/// use podwright::container::Probe;
///
/// Probe::exec("cat", ["/tmp/healthy"]);
/// Probe::exec("pg_isready", ());
/// Probe::exec("redis-cli", vec![String::from("ping")]);
/// ```
///
/// ```compile_fail
/// # use podwright::container::Probe;
/// Probe::exec("cat", "/tmp/healthy");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of arguments for the command of a probe or a hook",
    label = "give the arguments as an array of texts, or `()` if there are none",
    note = "there is no shell: `sh` with the arguments `[\"-c\", \"..\"]` is one"
)]
pub trait ExecArgs: sealed::IntoArgs {}

impl ExecArgs for () {}

#[diagnostic::do_not_recommend]
impl<T: Into<String>, const N: usize> ExecArgs for [T; N] {}

#[diagnostic::do_not_recommend]
impl<T: Into<String>> ExecArgs for Vec<T> {}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> ExecArgs for &[T] {}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> ExecArgs for &Vec<T> {}

/// The command of a probe or a hook, each of its words written by `write`.
pub(super) fn action(
    program: impl Into<String>,
    args: impl ExecArgs,
    write: impl Fn(String) -> String,
) -> ExecAction {
    let mut command = vec![program.into()];
    args.push_to(&mut command);
    ExecAction { command: Some(command.into_iter().map(write).collect()) }
}

mod sealed {
    /// The arguments themselves.
    pub trait IntoArgs {
        #[doc(hidden)]
        fn push_to(self, command: &mut Vec<String>);
    }

    impl IntoArgs for () {
        fn push_to(self, _: &mut Vec<String>) {}
    }

    impl<T: Into<String>, const N: usize> IntoArgs for [T; N] {
        fn push_to(self, command: &mut Vec<String>) {
            command.extend(self.into_iter().map(Into::into));
        }
    }

    impl<T: Into<String>> IntoArgs for Vec<T> {
        fn push_to(self, command: &mut Vec<String>) {
            command.extend(self.into_iter().map(Into::into));
        }
    }

    impl<T: AsRef<str>> IntoArgs for &[T] {
        fn push_to(self, command: &mut Vec<String>) {
            command.extend(self.iter().map(|argument| argument.as_ref().to_owned()));
        }
    }

    impl<T: AsRef<str>> IntoArgs for &Vec<T> {
        fn push_to(self, command: &mut Vec<String>) {
            self.as_slice().push_to(command);
        }
    }
}
