package daemon

import (
	"runtime"
	"runtime/debug"
)

// Memory that the process aims to stay under. The work of a file is bounded
// far below it; the collector runs often enough that waste does not go above.
const memoryTarget = 96 << 20

// LimitMemory sets the garbage collector of the process for the daemon: a
// little more work for far less memory. Call it once, before [New].
func LimitMemory() {
	debug.SetGCPercent(50)
	debug.SetMemoryLimit(memoryTarget)
}

// settleMemory gives back what building took: it is more than waiting does.
// Pools, as of the library that migrates the store, are emptied by the second
// collection only.
func settleMemory() {
	runtime.GC()
	debug.FreeOSMemory()
}
