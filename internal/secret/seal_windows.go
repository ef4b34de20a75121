package secret

import (
	"bytes"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

const canSeal = true

// protect encrypts for this machine, whatever the account: the one that seals is
// as a rule not the service's.
func protect(text []byte) ([]byte, error) {
	in, purpose := blob(text), blob(sealPurpose())
	var out windows.DataBlob
	err := windows.CryptProtectData(&in, nil, &purpose, 0, nil, windows.CRYPTPROTECT_LOCAL_MACHINE|windows.CRYPTPROTECT_UI_FORBIDDEN, &out)
	return taken(out, os.NewSyscallError("CryptProtectData", err))
}

func unprotect(sealed []byte) ([]byte, error) {
	in, purpose := blob(sealed), blob(sealPurpose())
	var out windows.DataBlob
	err := windows.CryptUnprotectData(&in, nil, &purpose, 0, nil, windows.CRYPTPROTECT_UI_FORBIDDEN, &out)
	return taken(out, os.NewSyscallError("CryptUnprotectData", err))
}

// sealPurpose keeps what other programs sealed from opening here. It is no
// secret, and no other value opens what was sealed.
func sealPurpose() []byte { return []byte("lrsdrop secret") }

func blob(b []byte) windows.DataBlob {
	if len(b) == 0 {
		return windows.DataBlob{}
	}
	return windows.DataBlob{Size: uint32(len(b)), Data: &b[0]}
}

// taken copies what Windows gave and frees it.
func taken(out windows.DataBlob, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	given := unsafe.Slice(out.Data, out.Size) // #nosec G103 -- Windows tells where it is, and its length
	text := bytes.Clone(given)
	clear(given)
	_, err = windows.LocalFree(windows.Handle(unsafe.Pointer(out.Data))) // #nosec G103 -- Windows frees what it gave
	return text, os.NewSyscallError("LocalFree", err)
}
