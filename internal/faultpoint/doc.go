// Package faultpoint marks the places at which a test may kill the process:
// before each write, flush, rename, removal, commit and call to LRS of a file's
// life. A kill just before a step leaves what a kill just after the step before
// it leaves, so one mark a step is enough.
//
// The marks are there only in a program that is built with the tag faultpoints.
// In every other build both functions are empty, and the compiler drops them
// with their labels. A label is a constant, so that nothing of it is left.
package faultpoint
