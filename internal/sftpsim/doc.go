// Package sftpsim is a stand-in for a client's SFTP server. The demonstration shows lrsdrop against
// it, and tests learn from it what a server that misbehaves does to the client. It is no server for
// anybody's files: it listens on loopback alone, and what it lacks is listed below.
//
// Its rules: it imports nothing of this module, so that client and stand-in are never wrong
// together; a login sees its own folder and nothing outside, by [os.Root]; passwords and what is in
// files stay out of its history and its errors; [Server.Close] ends everything, whatever hangs.
//
// [Start] serves, [Behaviour] says what kind of server it is, [Fault] scripts what goes wrong,
// [Server.Requests] and [Server.Stats] tell what arrived. [NewKey] and [HostCertificate] make host
// keys, [Server.KnownHosts] is the file that trusts them.
//
// # How it works
//
// golang.org/x/crypto/ssh carries the connection. pkg/sftp's RequestServer answers the requests,
// with handlers over the folder. Between them every packet passes through a tap (tap.go), which
// counts it, meets it with a fault, and writes the list of extensions: pkg/sftp keeps that list in a
// global, and one process may run several servers that differ.
//
// A fault stands in the tap, so a request that hangs or waits holds up no other: those behind it
// go on, as on a server with a thread for each. Otherwise the order is pkg/sftp's: reads and writes
// run beside each other, everything else one after the other, and answers leave in the order of the
// requests.
//
// # What it does as OpenSSH does
//
//   - protocol version 3 with posix-rename, hardlink and fsync; statuses by the same table
//     (status.go), with plain words and no path in them;
//   - rename refuses an existing target, posix-rename replaces it, mkdir of what is there fails
//     (sftptest holds it to the real one in these and more);
//   - a listing is in the directory's own order, with "." and "..";
//   - a session above the limit of a connection is refused, the connection stays;
//   - an open file keeps its identity: it can be read and asked about after it was renamed.
//
// # What it does not
//
//   - fsync goes to the file, not to its directory; statvfs, lsetstat and limits are missing;
//   - only ordinary files can be opened; a symbolic link with an absolute target leads nowhere;
//   - names are changed one at a time among its own logins, but a program on the machine can come
//     between the look at a rename's target and the rename;
//   - a new file has the modes of the server's umask, whatever an open asks for;
//   - owners are those of the machine's files, unless [Behaviour] says otherwise;
//   - no commands, no forwarding, no limit of time for a login.
//
// # Bounds
//
// A packet has 256 KiB, as in pkg/sftp. The history keeps the last 10,000 requests, counts are exact.
// There are 100 connections and ten sessions a connection unless [Options] says otherwise.
package sftpsim
