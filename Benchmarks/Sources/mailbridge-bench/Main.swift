import Glibc

/// `mailbridge-bench PROGRAM [figures|backlog] [NAME=VALUE …]`; `Benchmarks/run` builds both programs and calls it.
@main
struct Main {
    static func main() async {
        var words = CommandLine.arguments.dropFirst()
        guard let program = words.popFirst() else {
            complain("usage: mailbridge-bench PROGRAM [figures|backlog] [NAME=VALUE …]")
            exit(64)
        }
        let action = words.first?.contains("=") == false ? words.removeFirst() : "figures"
        do {
            let settings = try Settings(words)
            switch action {
            case "figures": try await Figures(program: program, settings: settings).run()
            case "backlog":
                try await Backlog(
                    program: program, waiting: settings["WAITING", default: 20_000],
                    latency: .milliseconds(settings["LATENCY", default: 0])
                ).run()
            default: throw BenchError("there is no \(action); say figures or backlog")
            }
        } catch {
            complain("\(error)")
            exit(70)
        }
    }
}

struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// At once, so that a log of a long run shows where it is.
func say(_ text: String) { write(text + "\n", to: 1) }

func complain(_ text: String) { write("mailbridge-bench: \(text)\n", to: 2) }

func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}
