/// Reads a pattern. Groups may be nested a few levels deep only, which bounds the recursion.
struct PatternParser {
    private static let deepest = 20
    /// Times that something may be repeated with a number.
    static let mostRepetitions = 1000
    private static let mostNames = 20

    let scalars: [Unicode.Scalar]
    var position = 0
    private(set) var names: [String] = []
    private var depth = 0
    private(set) var ignoresCase = false
    private var dotTakesAll = false

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func parse() throws(PatternMistake) -> PatternNode {
        let node = try alternatives()
        guard current == nil else {
            throw PatternMistake("\")\" without \"(\"; write \"\\)\" for the character", at: position)
        }
        return node
    }

    var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
    func peek(_ distance: Int = 1) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    private mutating func alternatives() throws(PatternMistake) -> PatternNode {
        var all = [try sequence()]
        while skip("|") { all.append(try sequence()) }
        return all.count == 1 ? all[0] : .alternatives(all)
    }

    private mutating func sequence() throws(PatternMistake) -> PatternNode {
        var items: [PatternNode] = []
        while let scalar = current, scalar != "|", scalar != ")" {
            if let item = try repeated() { items.append(item) }
        }
        return items.count == 1 ? items[0] : .sequence(items)
    }

    /// Nil for what only sets flags.
    private mutating func repeated() throws(PatternMistake) -> PatternNode? {
        let start = position
        guard let item = try item() else { return nil }
        guard let (least, most) = try count() else { return item }
        if case .assertion = item { throw PatternMistake("an anchor cannot be repeated", at: start) }
        let isLazy = skip("?")
        if let scalar = current, "*+{".unicodeScalars.contains(scalar) || (isLazy && scalar == "?") {
            let reason = scalar == "+" ? "possessive repetition is not supported" : "two repetitions in a row"
            throw PatternMistake(reason, at: position)
        }
        return .repetition(item, least: least, most: most, isLazy: isLazy)
    }

    private mutating func count() throws(PatternMistake) -> (Int, Int?)? {
        switch current {
        case "*":
            position += 1
            return (0, nil)
        case "+":
            position += 1
            return (1, nil)
        case "?":
            position += 1
            return (0, 1)
        case "{": return try numbers()
        default: return nil
        }
    }

    private mutating func numbers() throws(PatternMistake) -> (Int, Int?) {
        let start = position
        let wrong = PatternMistake(
            "expected \"{n}\", \"{n,}\" or \"{n,m}\" with at most \(Self.mostRepetitions), n not above m; write \"\\{\" for the character",
            at: start)
        position += 1
        guard let least = number() else { throw wrong }
        var most: Int? = least
        if skip(",") { most = current == "}" ? nil : number() ?? -1 }
        guard skip("}"), least <= Self.mostRepetitions, most.map({ $0 >= least && $0 <= Self.mostRepetitions }) ?? true
        else { throw wrong }
        return (least, most)
    }

    private mutating func number() -> Int? {
        var value = 0
        let start = position
        while let scalar = current, ("0"..."9").contains(scalar), position - start < 5 {
            value = value * 10 + Int(scalar.value - 0x30)
            position += 1
        }
        return position == start ? nil : value
    }

    private mutating func item() throws(PatternMistake) -> PatternNode? {
        guard let scalar = current else { return nil }
        switch scalar {
        case "(": return try group()
        case "[": return .set(try characterClass())
        case "\\": return try escape()
        case "*", "+", "?", "{":
            throw PatternMistake("nothing to repeat; write \"\\\(scalar)\" for the character", at: position)
        case "^":
            position += 1
            return .assertion(.lineStart)
        case "$":
            position += 1
            return .assertion(.lineEnd)
        case ".":
            position += 1
            return dotTakesAll ? .set(Self.everything) : .any
        default:
            position += 1
            return literal(scalar)
        }
    }

    private static let everything: ScalarSet = {
        var set = ScalarSet()
        set.isNegated = true
        return set.settled()
    }()

    private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        guard ignoresCase else { return .scalar(scalar.value) }
        let variants = ScalarSet.caseVariants(of: scalar.value)
        guard !variants.isEmpty else { return .scalar(scalar.value) }
        var set = ScalarSet()
        set.ranges = ([scalar.value] + variants).map { $0...$0 }
        return .set(set.settled())
    }

    // MARK: - Groups

    private mutating func group() throws(PatternMistake) -> PatternNode? {
        let start = position
        position += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw PatternMistake("more than \(Self.deepest) groups in each other", at: start)
        }
        let flags = (ignoresCase, dotTakesAll)
        var name: Int?
        if skip("?") {
            if skip("<") {
                name = try self.name(start)
            } else if try !flagsEnd(start) {
                // Flags for the rest of the group around.
                return nil
            }
        }
        let node = try alternatives()
        guard skip(")") else { throw PatternMistake("the group is not closed", at: start) }
        (ignoresCase, dotTakesAll) = flags
        return name.map { .capture($0, node) } ?? node
    }

    private mutating func name(_ start: Int) throws(PatternMistake) -> Int {
        if current == "=" || current == "!" { throw PatternMistake("look-behind is not supported", at: start) }
        var text = ""
        while let scalar = current, scalar != ">" {
            guard scalar == "_" || ScalarSet.isWord(scalar.value) && scalar.isASCII else {
                throw PatternMistake("a group's name has letters, digits and \"_\" only", at: position)
            }
            text.unicodeScalars.append(scalar)
            position += 1
        }
        guard skip(">"), let first = text.unicodeScalars.first, !("0"..."9").contains(first) else {
            throw PatternMistake("expected a group's name such as \"(?<order>…)\"", at: start)
        }
        guard names.count < Self.mostNames else {
            throw PatternMistake("more than \(Self.mostNames) named groups", at: start)
        }
        names.append(text)
        return names.count - 1
    }

    /// Reads what stands behind `(?`. False if that is all of the group.
    private mutating func flagsEnd(_ start: Int) throws(PatternMistake) -> Bool {
        var isOn = true
        while let scalar = current {
            position += 1
            switch scalar {
            case ":": return true
            case ")": return false
            case "-" where isOn: isOn = false
            case "i": ignoresCase = isOn
            case "s": dotTakesAll = isOn
            // Anchors are those of a line anyway.
            case "m" where isOn: break
            case "=", "!": throw PatternMistake("look-ahead is not supported", at: start)
            case ">": throw PatternMistake("atomic groups are not supported", at: start)
            case "P": throw PatternMistake("write a named group as \"(?<name>…)\"", at: start)
            default: throw PatternMistake("unknown flag \"\(scalar)\"; there are i and s", at: position - 1)
            }
        }
        throw PatternMistake("the group is not closed", at: start)
    }

    // MARK: - Escapes

    private mutating func escape() throws(PatternMistake) -> PatternNode {
        let start = position
        if let assertion = Self.assertions.first(where: { $0.0 == peek() })?.1 {
            position += 2
            return .assertion(assertion)
        }
        switch try escaped(at: start) {
        case .scalar(let scalar): return literal(scalar)
        case .set(let member): return .set(ScalarSet(member.name, isNegated: member.isNegated).settled())
        }
    }

    private static let assertions: [(Unicode.Scalar, PatternAssertion)] = [
        ("b", .wordBoundary), ("B", .noWordBoundary), ("A", .textStart), ("z", .textEnd),
    ]
}
