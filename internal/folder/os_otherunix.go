//go:build unix && !linux

package folder

import "os"

// writerHas cannot tell here; it only sees to it that the file can be read.
func writerHas(root *os.Root, name string) (bool, error) {
	f, _, err := open(root, name, name)
	if err != nil {
		return false, err
	}
	return false, f.Close()
}

// renameNew gives a file another name that nothing has yet: fs.ErrExist.
func renameNew(root *os.Root, from, to string) error { return linkNew(root, from, to) }
