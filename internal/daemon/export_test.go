package daemon

// For tests of this folder.
var (
	ConnectWithin = connect
	Mapped        = mapped
)
