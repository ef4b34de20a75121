// Package disk tells what is known of the volume that a folder is on: how much
// room it has, and whether it is this machine's own. It also makes the names in
// a folder durable, as far as its volume can.
package disk

// Volume is what a folder lies on.
type Volume struct {
	Free    uint64 // bytes that this account may still write
	Sized   bool   // false: the volume cannot tell how much is free
	Network string // the kind of a network file system, such as "NFS"; "" means that it is this machine's own
}

// Look asks the system about the volume of a folder or file that is there.
func Look(path string) (Volume, error) { return look(path) }
