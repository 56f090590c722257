import Foundation
import Transport

/// The program's own sandbox, as a process beside this one.
final class SandboxProcess {
    let port: Int
    let miraklKey: String
    private let process = Process()

    /// Throws if it does not say where it listens.
    init(_ program: String) throws {
        process.executableURL = URL(filePath: program)
        process.arguments = ["sandbox", "--http-port", "0", "--smtp-port", "0"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("Stop with") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Failure(words: "the sandbox does not start") }
            text += String(decoding: data, as: UTF8.self)
        }
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("mirakl") }),
            let port = line.firstMatch(of: #/127\.0\.0\.1:(\d+)/#).flatMap({ Int($0.1) }),
            let key = line.firstMatch(of: #/api_key (\S+)/#)
        else { throw Failure(words: "the sandbox does not say where Mirakl is") }
        self.port = port
        miraklKey = String(key.1)
    }

    func stop() {
        if process.isRunning { process.terminate() }
    }

    /// Begins so many conversations at Mirakl, as buyers.
    func conversations(_ count: Int, _ http: HTTPClient) async throws -> [(id: String, order: String)] {
        var result: [(id: String, order: String)] = []
        for number in 0..<count {
            let body = #"{"marketplace":"mirakl","text":"Frage \#(number)","silent":true}"#
            let response = try await http.send(
                HTTPRequest(
                    method: "POST", url: "http://127.0.0.1:\(port)/sandbox/messages",
                    headers: [("Content-Type", "application/json")], body: Array(body.utf8)))
            let text = String(decoding: response.body, as: UTF8.self)
            guard let id = text.firstMatch(of: #/"conversation":"([^"]+)"/#),
                let order = text.firstMatch(of: #/"order":"([^"]+)"/#)
            else { throw Failure(words: "no conversation: \(text)") }
            result.append((String(id.1), String(order.1)))
        }
        return result
    }

    struct Failure: Error { let words: String }
}
