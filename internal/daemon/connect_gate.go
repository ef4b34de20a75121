package daemon

import "lrsdrop/internal/status"

// gate looks at what other machines need to ask how the daemon is.
func (l looking) gate() {
	l = l.as(CheckRemote)
	r := l.config.Remote
	if r.Listen == "" {
		return
	}
	const why = "Other machines cannot ask how the daemon is. Files are answered all the same."
	if pair, err := r.Certificate(); err != nil {
		l.bad("", "remote", err.Error(), why, "Put the certificate and its private key, both in PEM form, where remote.cert_file and remote.key_file say.")
	} else {
		l.good("", "remote", "the certificate for "+pair.Leaf.Subject.String()+" can be used")
	}
	hash, err := r.Hash()
	if err == nil {
		err = status.CheckHash(hash)
	}
	if err != nil {
		l.bad("", "remote", err.Error(), why, "Put the hash of the password where remote.password_bcrypt says.")
		return
	}
	l.good("", "remote", "the hash of the password can be used")
}
