//go:build !race

package daemon_test

// underRace tells that all takes many times as long.
const underRace = false
