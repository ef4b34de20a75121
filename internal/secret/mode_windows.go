package secret

import "io/fs"

// checkPrivate lets every file pass: Windows has no mode bits, and who may
// read a file follows from the access list of its folder.
func checkPrivate(string, fs.FileInfo) error { return nil }
