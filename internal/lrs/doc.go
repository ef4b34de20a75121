// Package lrs speaks to the Learning Records Service: the SOAP client of the
// five operations of an awarding organisation, the credentials they carry,
// what each kind of failure means, and the catalogue of codes in the words a
// clerk reads.
//
// It stands between the pipeline and the wire. A file's rows come in as a
// sequence with its count, one request goes out, and a verdict, a receipt, a
// job or an [Error] comes back. Nothing is kept and nothing is logged.
//
// Its rules:
//
//   - A request is built whole, in memory, before a connection is made. A row
//     that cannot be read or written, or a wrong count, sends nothing.
//   - Nothing here sends a request twice: HTTP/1.1 only, no redirect is
//     followed, no body can be rewound. [Error] says whether the caller may.
//   - An answer that the contract does not describe is never a success.
//   - Of what LRS tells about a learner, only its codes, failure flags and the
//     ULN leave the package. A Tap sees whole exchanges: only a test session,
//     which has test learners and is never production, gives one.
//   - The password is in the request on the wire and nowhere else: it is erased
//     from all that a Tap is shown.
//   - No error text holds a password or a learner's details, and none of our
//     own failures wears a code of LRS's.
//
// Section numbers in comments are those of the wire contract; ASM-nn is its
// register of assumptions. Each assumption that is decided here has one
// constant or option: [Options.ActionCodes] (ASM-01), [SubmissionFinal]
// (ASM-02), [ParseErrorFile] (ASM-06), codes.csv (ASM-07), [VerifyJob.Ended]
// (ASM-08), [DefaultTimeouts] (ASM-09), [Options.LearnerIdentity] and
// [Options.AchievementIdentity] (ASM-11), midnight (ASM-17).
package lrs
