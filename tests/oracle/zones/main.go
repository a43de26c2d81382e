// Prints the names of the time zones in a zoneinfo.zip of Go, sorted by their bytes, one a line.
package main

import (
	"archive/zip"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
)

func main() {
	database, err := zip.OpenReader(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var names []string
	for _, file := range database.File {
		if !strings.HasSuffix(file.Name, "/") {
			names = append(names, file.Name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Println(name)
	}
}
