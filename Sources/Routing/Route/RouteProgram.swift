import Domain
import Patterns

/// The conditions of all routes, made ready once: phrases, and what patterns cannot do without, are numbers of one index.
struct RouteProgram: Sendable {
    /// A condition with its phrases as numbers.
    indirect enum Step: Sendable {
        case all([Step])
        case any([Step])
        case not(Step)
        case phrases(RouteField, [Int])
        /// Each with the phrase that the text must hold for it, if one is known.
        case patterns(RouteField, [(pattern: Pattern, required: Int?)])
        /// Needs no preparation.
        case plain(RouteCondition)
    }

    /// One per route: all of them must hold.
    let steps: [[Step]]
    let index: PhraseIndex
    /// Shorter ones are in nearly every text.
    private static let shortestRequired = 3

    init(_ routes: [Route]) {
        var numbers: [[UInt8]: Int] = [:]
        steps = routes.map { route in route.conditions.map { Self.step($0, &numbers) } }
        var phrases = [[UInt8]](repeating: [], count: numbers.count)
        for (bytes, number) in numbers { phrases[number] = bytes }
        index = PhraseIndex(phrases)
    }

    /// Recursive over conditions, whose depth the configuration bounds.
    private static func step(_ condition: RouteCondition, _ numbers: inout [[UInt8]: Int]) -> Step {
        func number(_ bytes: [UInt8]) -> Int {
            if let known = numbers[bytes] { return known }
            numbers[bytes] = numbers.count
            return numbers.count - 1
        }
        switch condition {
        case .all(let inner): return .all(inner.map { step($0, &numbers) })
        case .any(let inner): return .any(inner.map { step($0, &numbers) })
        case .not(let inner): return .not(step(inner, &numbers))
        case .phrases(let field, let phrases):
            return .phrases(field, phrases.map { number(FoldedText.bytes(of: $0)) })
        case .patterns(let field, let patterns):
            return .patterns(
                field,
                patterns.map { pattern in
                    (pattern, pattern.required.count < shortestRequired ? nil : number(pattern.required))
                })
        default: return .plain(condition)
        }
    }

    /// Whether a condition is met; nil where that depends on what is not known (Kleene's logic): `not` of it is not known
    /// either, `all` and `any` go by their other conditions if those decide.
    func isMet(_ step: Step, _ facts: inout RouteFacts) -> Bool? {
        switch step {
        case .all(let inner):
            var met: Bool? = true
            for step in inner {
                switch isMet(step, &facts) {
                case false?: return false
                case true?: continue
                case nil: met = nil
                }
            }
            return met
        case .any(let inner):
            var met: Bool? = false
            for step in inner {
                switch isMet(step, &facts) {
                case true?: return true
                case false?: continue
                case nil: met = nil
                }
            }
            return met
        case .not(let inner): return isMet(inner, &facts).map { !$0 }
        case .phrases(let field, let numbers):
            guard facts.knows(field) else { return nil }
            for number in numbers where facts.holds(number, in: field) { return true }
            return false
        case .patterns(let field, let patterns):
            guard facts.knows(field) else { return nil }
            for (pattern, required) in patterns {
                if let required, !facts.holds(required, in: field) { continue }
                if pattern.matches(facts.searchable(field)) { return true }
            }
            return false
        case .plain(let condition): return condition.isMet(by: facts.subject)
        }
    }

    /// Whether a route's conditions all hold for certain.
    func isMet(_ route: Int, _ facts: inout RouteFacts) -> Bool {
        for step in steps[route] where isMet(step, &facts) != true { return false }
        return true
    }
}
