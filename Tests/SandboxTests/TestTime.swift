import Domain

/// 2026-11-20T08:15:02Z, when every test begins.
let start = Timestamp(milliseconds: 1_795_162_502_000)
