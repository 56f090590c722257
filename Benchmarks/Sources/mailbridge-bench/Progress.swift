import Glibc

/// How far something long has come, on standard error: one line that renews itself on a terminal, else a line now and then.
struct Progress {
    private let title: String
    private let total: Int
    private let isTerminal = isatty(2) == 1
    private let began = wallTime()
    private var shown = 0.0

    init(_ title: String, of total: Int) {
        self.title = title
        self.total = total
    }

    mutating func show(_ count: Int) {
        let now = wallTime()
        let isLast = count >= total
        guard isLast || now - shown >= (isTerminal ? 0.2 : 10) else { return }
        shown = now
        let rate = now > began ? Double(count) / (now - began) : 0
        let text = "\(title): \(count) of \(total), \(decimal(rate)) /s"
        write(isTerminal ? "\r\u{1B}[K\(text)\(isLast ? "\n" : "")" : "\(text)\n", to: 2)
    }
}
