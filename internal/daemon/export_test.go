package daemon

import "time"

func init() { sweepAgain = 5 * time.Second }

// For tests of this folder.
var (
	ConnectWithin = connect
	Mapped        = mapped
)
