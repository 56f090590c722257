import ArgumentParser
import Configuration
import Domain
import FoundationEssentials

/// Goes through the questions with whoever answers: a person, a file, or both.
struct SetUpConversation {
    private let console: SetUpConsole
    private let given: SetUpGiven
    private let place: SetUpPlan.Place
    private let isTested: Bool
    private let reader = SecretReader(environment: ProcessInfo.processInfo.environment)
    private var interview = SetUpInterview(language: SetUpConversation.language)
    private var ignored: Set<SetUpKey> = []
    private var mistakes: [String] = []
    private var hasFailed = false

    init(console: SetUpConsole, given: SetUpGiven, place: SetUpPlan.Place, isTested: Bool) {
        self.console = console
        self.given = given
        self.place = place
        self.isTested = isTested
    }

    /// Throws an exit status after it has told why.
    mutating func run() async throws -> SetUpPlan {
        console.greet()
        var step: SetUpQuestion.Step?
        while true {
            let question = interview.question(given: given.keys)
            if let done = step, done != question?.step {
                let isWell = await isWell(done)
                step = nil
                if !isWell, try again(done) { step = done }
                continue
            }
            guard let question else { break }
            step = question.step
            try await answer(question)
        }
        try finish()
        return try checkedPlan()
    }

    /// As the shell says, where that is one of ours.
    private static var language: AgentLanguage {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return AgentLanguage(rawValue: String(locale.prefix(2))) ?? .en
    }

    // MARK: Questions

    private mutating func answer(_ question: SetUpQuestion) async throws {
        var question = question
        if let host = SetUpHosts.first(of: question.candidates, isTested: isTested) { question.suggestion = host }
        do {
            if !ignored.contains(question.key), let text = try given.answer(to: question, reader) {
                return try interview.answer(question, text)
            }
        } catch {
            let told = given.told(error, about: question.key)
            guard console.asks else { return note(told, question) }
            console.object(told)
            ignored.insert(question.key)
        }
        guard console.asks else {
            do { try interview.answer(question, "") } catch {
                note("\(question.key): \(error): \(question.text)", question)
            }
            return
        }
        while true {
            let text = try console.ask(question)
            do {
                return try interview.answer(question, try Self.named(text, question))
            } catch let mistake as SetUpMistake {
                console.object(mistake.description)
            } catch let fault as InputError {
                console.object(fault.description)
            }
            // Once is enough.
            question.hint = nil
        }
    }

    /// All authorities of a system are some 200 KB.
    private static let largestFile = 16 << 20

    /// A file by its whole path; one that cannot be read is better told now than by the test.
    private static func named(_ text: String, _ question: SetUpQuestion) throws -> String {
        let name = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed().map(String.init)
            .joined()
        guard question.isFile, !name.isEmpty else { return text }
        let home = ProcessInfo.processInfo.environment["HOME"]
        let path = name.hasPrefix("~/") ? (home ?? "~") + name.dropFirst() : absolutePath(name)
        _ = try readFile(path, limit: largestFile)
        return path
    }

    private mutating func note(_ mistake: String, _ question: SetUpQuestion) {
        mistakes.append(mistake)
        interview.skip(question)
    }

    // MARK: Tests

    /// Tries what a finished step has told.
    private mutating func isWell(_ step: SetUpQuestion.Step) async -> Bool {
        guard isTested, mistakes.isEmpty, step != .language else { return true }
        let trial: SetUpTrial
        do {
            trial = SetUpTrial(
                try SetUpPlan(interview.answers, place, isDraft: true).configuration(), in: place,
                progress: console.progress)
        } catch {
            console.object(error.description)
            return false
        }
        if step == .mailbox { interview.seenAuthservID = await trial.authservID() }
        let findings = await trial.findings(of: step)
        for finding in findings { console.tell(finding) }
        return findings.allSatisfy(\.ok)
    }

    /// Whether a step whose test failed is gone through again.
    private mutating func again(_ step: SetUpQuestion.Step) throws -> Bool {
        guard console.asks else {
            hasFailed = true
            return false
        }
        switch try console.choose("Other answers, keep these, or quit?", ["other", "keep", "quit"]) {
        case "keep": return false
        case "quit": throw ExitStatus.finding
        default:
            interview.repeat(step)
            ignored.formUnion(given.keys)
            return true
        }
    }

    // MARK: The end

    private func finish() throws {
        let unknown = given.unknown(among: interview.knownKeys)
        for line in mistakes + unknown { complain(line) }
        guard mistakes.isEmpty, unknown.isEmpty else { throw ExitStatus.badData }
        if hasFailed {
            complain("nothing was written; answer otherwise, or say --no-test")
            throw ExitStatus.finding
        }
    }

    private func checkedPlan() throws -> SetUpPlan {
        let plan = SetUpPlan(interview.answers, place)
        _ = try plan.configuration()
        return plan
    }
}
