// Package evidence keeps what a test session showed, for LRS's compatibility
// check (O22): each exchange without its password, what came of it, and the
// answers that the user saw, with one page over all of it in the order of the
// products on the application form.
//
// It stands beside the way of a file and looks on: package daemon tells it of
// exchanges and of published answers. Its folder:
//
//	index.html                         the page; written anew after each run
//	SHA256SUMS                         of every file but itself
//	evidence.json                      whose answers the folder is for
//	steps/STEP/run-N/run.json          what ran, when, and against what
//	steps/STEP/run-N/lrsdrop.log       the daemon's log
//	steps/STEP/run-N/NNN-OPERATION.request.xml, .answer.xml, .result.json
//	steps/STEP/run-N/outbox-ORG/...    the answers as they are in the outbox
//
// Rules of the package:
//
//   - A run has a folder of its own, and a step that is run again gets another
//     run: nothing that was kept is ever written over. The page and the sums
//     are the only files that live, and within a run the report and the status
//     of a file that is still on its way.
//   - A sum that was written stays, so that a changed file shows.
//   - One folder is for one environment: a rehearsal with the simulator never
//     stands beside an answer of LRS's.
//   - Only the owner may read: what is kept has learners' details.
//   - An answer that is no SOAP message is kept as text, so that nobody opens
//     a stranger's page from this folder.
//   - What cannot be kept holds nothing up, and is told at the end.
package evidence
