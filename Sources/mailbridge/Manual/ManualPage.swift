/// A page of the manual in mdoc(7), made from what the command line itself says.
struct ManualPage {
    typealias Command = ToolDescription.Command
    typealias Argument = ToolDescription.Argument

    let program: String
    let command: Command
    /// As `.Dd` takes it: `November 30, 2026`.
    let date: String

    var name: String { "\(program)-\(command.commandName)" }

    var text: String {
        var lines = [
            ".Dd \(date)", ".Dt \(name.uppercased()) 1", ".Os \(program) \(Mailbridge.version)", ".Sh NAME",
            ".Nm \(name)", ".Nd \(Self.macroWords(Self.withoutStop(command.abstract ?? "")))", ".Sh SYNOPSIS",
        ]
        let parts = command.shownCommands
        for part in parts.isEmpty ? [command] : parts { lines += synopsis(part, isPart: !parts.isEmpty) }
        lines.append(".Sh DESCRIPTION")
        lines += Self.paragraphs([command.abstract, command.discussion])
        if parts.isEmpty {
            lines += list(command.shownArguments)
        } else {
            let common = common(parts)
            for part in parts {
                lines.append(".Ss \(command.commandName) \(part.commandName)")
                lines += Self.paragraphs([part.abstract, part.discussion])
                lines += list(part.shownArguments.filter { !common.contains($0) })
            }
            if !common.isEmpty {
                lines.append(".Ss Options of all of them")
                lines += list(common)
            }
        }
        lines += [
            ".Sh EXIT STATUS", "Those of", ".Xr \(program) 1 .", ".Sh SEE ALSO", ".Xr \(program) 1 ,",
            ".Xr \(program).toml 5 ,", ".Xr \(program) 7",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: Pieces

    private func synopsis(_ part: Command, isPart: Bool) -> [String] {
        let words = isPart ? "\(command.commandName) \(part.commandName)" : command.commandName
        return [".Nm \(program)", ".Cm \(words)"]
            + part.shownArguments.filter { $0.kind != .positional }.map { ".Op \(Self.macro($0))" }
            + part.shownArguments.filter { $0.kind == .positional }.map { argument in
                let value = "Ar \(argument.valueName ?? "value")\(argument.isRepeating ? " ..." : "")"
                return argument.isOptional ? ".Op \(value)" : ".\(value)"
            }
    }

    /// Options that stand at all parts in the same words.
    private func common(_ parts: [Command]) -> [Argument] {
        guard parts.count > 1, let first = parts.first else { return [] }
        return first.shownArguments.filter { argument in
            argument.kind != .positional && parts.allSatisfy { $0.shownArguments.contains(argument) }
        }
    }

    private func list(_ arguments: [Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        var lines = [".Bl -tag -width Ds"]
        for argument in arguments {
            lines.append(".It \(Self.macro(argument))")
            lines += Self.paragraphs([argument.abstract, argument.discussion])
            if argument.kind == .option, let value = argument.defaultValue {
                lines += ["Default:", ".Ql \(Self.macroWords(value)) ."]
            }
        }
        return lines + [".El"]
    }

    /// `Fl n , Fl -changed`; with its value for an option.
    private static func macro(_ argument: Argument) -> String {
        guard argument.kind != .positional else { return "Ar \(argument.valueName ?? "value")" }
        // Short ones first, as everywhere.
        let names = (argument.names ?? []).sorted { ($0.kind == "short" ? 0 : 1) < ($1.kind == "short" ? 0 : 1) }
        let flags = names.map { "Fl \($0.kind == "long" ? "-" : "")\($0.name)" }.joined(separator: " , ")
        return argument.kind == .option ? "\(flags) Ar \(argument.valueName ?? "value")" : flags
    }

    // MARK: Words

    /// One line for each sentence, paragraphs apart.
    private static func paragraphs(_ texts: [String?]) -> [String] {
        let paragraphs = texts.compactMap { $0 }.flatMap { $0.split(separator: "\n\n") }
        var lines: [String] = []
        for (index, paragraph) in paragraphs.enumerated() {
            if index > 0 { lines.append(".Pp") }
            for line in paragraph.replacing(". ", with: ".\n").split(separator: "\n") { lines.append(plain(line)) }
        }
        return lines
    }

    /// A line of text that is no request, with options as they are typed.
    private static func plain(_ line: some StringProtocol) -> String {
        let text = escaped(line)
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
    }

    /// In ASCII, whatever the formatter takes a page to be written in (groff_char(7)).
    private static func escaped(_ text: some StringProtocol) -> String {
        let plain = String(text).replacing("\\", with: "\\e").replacing("--", with: "\\-\\-")
        return plain.unicodeScalars.map { scalar in
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
            return scalar.isASCII ? String(scalar) : "\\[u\(zeros)\(digits)]"
        }.joined()
    }

    /// Words behind a macro; those that would be macros themselves are made plain.
    private static func macroWords(_ text: String) -> String {
        text.split(separator: " ").map { word in
            let isMacro = word.count == 2 && word.first?.isUppercase == true && word.last?.isLowercase == true
            return (isMacro ? "\\&" : "") + escaped(word).replacing("\"", with: "\\(dq")
        }.joined(separator: " ")
    }

    private static func withoutStop(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}
