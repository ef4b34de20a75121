package daemon

// account: who looks is known from the rights that are missing.
func (l looking) account() {}
