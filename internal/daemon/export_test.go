package daemon

import "time"

func init() { sweepAgain = 3 * time.Second }

// For tests of this folder.
var (
	ConnectWithin = connect
	Mapped        = mapped
)
