import ArgumentParser

/// What a command shall act on: one thing by its number, or all of them. Only the whole word in capitals means all.
enum Chosen: ExpressibleByArgument {
    case number(Int64)
    case all

    init?(argument: String) {
        if argument == "ALL" {
            self = .all
        } else if let number = Int64(argument) {
            self = .number(number)
        } else {
            return nil
        }
    }

    /// Nil: all there are.
    static func numbers(_ chosen: [Chosen]) -> [Int64]? {
        chosen.contains { if case .all = $0 { true } else { false } }
            ? nil : chosen.compactMap { if case .number(let number) = $0 { number } else { nil } }
    }

    static func check(_ chosen: [Chosen]) throws {
        if chosen.count > 1, numbers(chosen) == nil { throw ValidationError("ALL stands alone") }
    }
}
