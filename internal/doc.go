// Package internal holds the parts of lrsdrop. This page is the map: where a
// behaviour lives, and which part may know which. arch_test.go holds the
// packages to it.
//
// # The way of one file
//
//	an inbox folder
//	   |  inbox      is it complete? claim it, hand it over once
//	   v
//	pipeline         receive.go   copy it to the spool, make it work in the store
//	   |             check.go     batchfile reads its rows, record checks them
//	   |             verify.go    every learner goes to LRS first
//	   |             submit.go    plan batches of cleared awards, each award once
//	   |             call.go      one batch goes to LRS through lrs
//	   |             failure.go   what a failed call means: again, wait, or a person
//	   |             poll.go      LRS's answer becomes outcomes of rows
//	   |             review.go    a person's decision brings held rows back in
//	   |             deliver.go   answer writes what goes to the outbox
//	   |             retain.go    what is kept of it is deleted after its time
//	   v
//	an outbox folder
//
// schedule takes what is due from store and calls pipeline; store is the only
// truth about work; daemon builds all of it from config. status tells over HTTP
// how all of it is.
//
// # Where to look
//
//	whose file it is, whom LRS is told             pipeline/users.go; whom a file names: batchfile/person.go
//	a rule about a ULN, a name, a date             record: numbers.go, text.go, dates.go, rules.go
//	the words of a problem that a clerk reads      record, beside its rule; of a whole file: batchfile/refusal.go
//	the meaning of a code, who acts, what to do    lrs/codes.csv
//	bounds on what is read of strangers            examples/guides/operator.md has all; batchfile/doc.go, pipeline/gate.go
//	columns, mappings, encodings, CSV and XML      batchfile; the mapping itself: record/mapping.go
//	a file that comes back as errors.csv           batchfile/correct.go, pipeline/original.go
//	result.csv, errors.csv, review.csv             answer: result.go, errors.go, review.go
//	a review.csv that comes back, filled in        batchfile/decision.go, pipeline/decisionfile.go
//	may a decision stand, and what comes of it     record/decision.go, pipeline/decide.go; then review.go, decided.go
//	reminders, and the end of rows that wait       pipeline/review.go
//	the report page and status.json                answer: page.go, verdict.go; status.go; filled in by pipeline/report.go
//	the names of outputs                           answer/names.go
//	an envelope, and how an answer is read         lrs: request.go, envelope.go, answers.go
//	may a submit be sent again?                    lrs/errors.go: MayResend; used in pipeline/call.go and failure.go
//	which state may follow which                   store/state.go
//	what is due next, one submit an organisation   store/queue.go
//	a command that writes wakes the daemon         store/changed.go, schedule/wake.go
//	the system's clock goes back                   schedule/clock.go, store/clock.go
//	a file that stays in its inbox is taken once   store/taken.go
//	a row is sent once, a match is used again      store/digest.go
//	one organisation, and all that is built for it daemon/organisation.go; its password and certificate: access.go
//	who runs, and how a change comes into force    daemon: roster.go; what notices it: follow.go; what the log says: tell.go
//	organisations change under the pipeline        pipeline/replace.go; under the watch of inboxes: inbox/watch.go
//	when a certificate is warned of                daemon/countdown.go
//	what a person orders by a command              pipeline: resolve.go, release.go, cancel.go, pause.go; daemon/desk.go
//	the audit and its hash chain                   audit; written by store with each transition; its heads: daemon/heads.go
//	who sent what for whom                         audit/deeds.go; as a page or a table: answer/auditreport.go
//	which file carried which ULN                   pipeline/carried.go; kept by store: ulns.go
//	a restored state folder sends nothing twice    journal; daemon/restored.go, store/journaled.go
//	where tests kill the daemon                    faultpoint; what must hold then: the sweep among the tests of daemon
//	a backup beside a running daemon               store/backup.go
//	what is deleted, and when                      pipeline: retain.go, shelf.go; in the store: retention.go, expire.go
//	nothing of it stays in the database's files    store/scrub.go; names as digests: store/names.go
//	an older store, and the copy made before it is changed  store/upgrade.go; dumps of each schema: daemon/testdata/stores
//	what validate says without a network           pipeline/preview.go
//	what check --connect looks at                  daemon: connect.go, connect_place.go, connect_proxy.go, connect_server.go
//	health, readiness, metrics, status.json        status: health.go, tables.go, snapshot.go; filled in by daemon/status.go
//	what is counted and timed                      status/meter.go; told by store/counted.go, pipeline.go and daemon/calls.go
//	other machines that ask                        status/remote.go; config/remote.go
//	a disk that gets full                          daemon/room.go; inbox stops taking in station.go
//	who is told of what needs a person, and when   daemon/findings.go; notice: book.go; kept by store: notices.go
//	e-mail and webhook                             notice: sender.go, mail.go, webhook.go
//	an inbox that is silent                        daemon/silence.go
//	what a test session keeps of each exchange     evidence: run.go, said.go; without the password: lrs/tap.go, erase.go; its page: answer/evidence.go
//	no name of a file in the log or in health      folder/nameless.go
//	when a file counts as complete                 inbox: look.go, take.go
//	publish whole, claim, names that are refused   folder: put.go, claim.go, name.go; on a server: sftp_put.go, sftp_claim.go, sftp_way.go
//	an inbox in which nothing may be moved         folder: taken.go; kept by store: taken.go
//	login, host keys, keepalive, deadlines of SFTP endpoint: login.go, hostkey.go, connection.go, ask.go
//	a key of the configuration and its default     config: config.go, defaults.go; what is wrong with it: check.go
//	an organisation in a file of its own           config/organisations_dir.go; what a running daemon keeps: reload.go
//	a folder on an SFTP server and its login       config: sftp.go, check_sftp.go
//	the proxy on the way to LRS                    lrs/proxy.go
//	which server is told nothing                   peer; the words: daemon/connect_tls.go
//	paths of Windows                               config/windows.go, folder/longpath.go
//	where a secret comes from                      secret
//	what systemd and Windows are told of the daemon service: systemd.go, control.go; how it is: daemon/pulse.go
//	where the log goes, the number of a trouble    logging: logging.go, events.csv
//	how the service is installed                   service: definition.go, manage.go; the unit: packaging/systemd
//	how the pretended LRS behaves                  lrssim: doc.go says what is contract and what is assumed
//	how the pretended SFTP server behaves          sftpsim: doc.go; what goes wrong there: fault.go
//
// # Layers
//
// A package imports only from lower layers, and of those only what stands
// beside it.
//
//	0  record      one row and its rules         nothing
//	   audit       events and their chain        disk
//	   secret      where a secret comes from     nothing
//	   endpoint    a session with an SFTP server nothing
//	   lrssim      the simulator                 nothing, so that client and simulator are never wrong together
//	   sftpsim     a client's SFTP server        nothing, likewise
//	   service     life under a service manager  nothing
//	   logging     where the log goes            nothing
//	   peer        which servers are told nothing nothing
//	1  batchfile   bytes to rows                 record
//	   answer      outcomes to output files      record
//	   lrs         the five operations           record, peer
//	   folder      a directory, an atomic Put    endpoint, disk
//	   config      YAML to one checked value     record, secret
//	   store       work, sent rows, audit        record, audit, disk
//	   journal     uploads, outside the store    audit
//	2  inbox       complete files, once          folder
//	   evidence    what a test session showed    record, answer, lrs, folder
//	3  pipeline    the order of the steps        record, batchfile, answer, lrs, store, folder, audit
//	   schedule    when a step runs              store
//	   status      health and metrics over HTTP  store
//	   notice      tells people by mail and web  store, peer
//	4  daemon      builds and runs it all        all but evidence, service, logging, lrssim, sftpsim and those for tests
//
// Below them all are disk, which knows the volume of a folder and makes names
// durable, and faultpoint, which marks where a test may kill the process:
// whatever writes, flushes, renames, commits or calls imports it. An ordinary
// build has nothing of it.
//
// Above them stand cmd/lrsdrop, one file a verb, and cmd/lrssim. The folders
// config, examples and packaging at the top are embedded data.
//
// Some packages are for tests and imported by nothing else but one another. One
// below its parent, such as folder/foldertest, may import it and what it may.
//
//	0  needs       programs that may be missing  nothing
//	   tlstest     certificates, bad servers     nothing
//	1  sftptest    SFTP servers, real and not    sftpsim, needs
//
// # One home for each library
//
// A library that could be swapped is imported in one place: the database
// (sqlite, goose, flock) in store, gocsv in answer, fsnotify in inbox, the
// Prometheus client and bcrypt in status, SMTP in notice, certificates in config, commands and progress in
// cmd. YAML is read by config, and by lrssim, which shares nothing. SSH and SFTP
// are spoken by endpoint, and by sftpsim, which shares nothing; sftptest makes
// keys. systemd and the service control manager of Windows are service's.
package internal
