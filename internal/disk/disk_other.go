//go:build !linux && !windows

package disk

func look(string) (Volume, error) { return Volume{}, nil }
