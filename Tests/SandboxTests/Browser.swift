import Foundation
import Glibc
import TestSupport

@testable import Sandbox

/// A headless Chromium, spoken to over its debugging pipe: JSON texts that end with NUL, on descriptors 3 and 4.
final class Browser {
    /// Debian's Chromium, or nil with one printed line.
    static let path: String? = {
        let found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        if found == nil {
            print("SKIPPED: the test of the page needs a browser (Debian: apt-get install chromium)")
        }
        return found
    }()

    private let process = Process()
    private let directory: String
    private let commands: Int32
    private let answers: Int32
    private var received: [UInt8] = []
    private var lastID: Int64 = 0
    private var page: String?

    init() throws {
        directory = NSTemporaryDirectory() + "sandbox-browser-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for name in ["commands", "answers"] where mkfifo("\(directory)/\(name)", 0o600) != 0 {
            throw SupportError("no named pipe in \(directory)")
        }
        // Open both ways, so that neither side waits for the other.
        commands = open("\(directory)/commands", O_RDWR | O_CLOEXEC)
        answers = open("\(directory)/answers", O_RDWR | O_NONBLOCK | O_CLOEXEC)
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let script = """
            exec "$0" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --lang=en \
            --window-size=1280,860 --user-data-dir="$1/profile" --remote-debugging-pipe \
            3<"$1/commands" 4>"$1/answers" >"$1/log" 2>&1
            """
        process.arguments = ["-c", script, Browser.path ?? "chromium", directory]
        try process.run()
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        close(commands)
        close(answers)
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Opens `url` in a page of its own.
    func show(_ url: String) async throws {
        let target = try await call("Target.createTarget", ["url": "about:blank"], inPage: false)
        let attached = try await call(
            "Target.attachToTarget", ["targetId": target["targetId"] ?? .null, "flatten": true], inPage: false)
        page = attached["sessionId"]?.string
        _ = try await call("Page.navigate", ["url": .string(url)])
    }

    /// As on a telephone whose screen is this wide, in CSS pixels.
    func hold(width: Int) async throws {
        _ = try await call(
            "Emulation.setDeviceMetricsOverride",
            ["width": .integer(Int64(width)), "height": 844, "deviceScaleFactor": 2, "mobile": true])
    }

    /// The value of a JavaScript expression.
    @discardableResult
    func evaluate(_ expression: String) async throws -> JSON {
        let answer = try await call(
            "Runtime.evaluate",
            ["expression": .string(expression), "returnByValue": true, "awaitPromise": true, "userGesture": true])
        if let exception = answer["exceptionDetails"] { throw SupportError("\(expression): \(exception.text)") }
        return answer["result"]?["value"] ?? .null
    }

    /// Waits until `expression` is true.
    func wait(for expression: String) async throws {
        try await eventually(expression) { (try? await evaluate(expression)) == true }
    }

    /// Types into the element with this id, as a person does.
    func type(_ text: String, into id: String) async throws {
        try await evaluate("document.getElementById('\(id)').focus()")
        _ = try await call("Input.insertText", ["text": .string(text)])
    }

    func click(_ id: String) async throws {
        try await evaluate("document.getElementById('\(id)').click()")
    }

    /// A picture of the page as PNG.
    func screenshot() async throws -> [UInt8] {
        let answer = try await call("Page.captureScreenshot", ["format": "png"])
        return answer["data"]?.string.flatMap(base64Decoded) ?? []
    }

    private func call(_ method: String, _ parameters: JSON, inPage: Bool = true) async throws -> JSON {
        lastID += 1
        var command: [String: JSON] = ["id": .integer(lastID), "method": .string(method), "params": parameters]
        if inPage { command["sessionId"] = page.map(JSON.string) }
        let bytes = Array(JSON.object(command).text.utf8) + [0]
        guard write(commands, bytes, bytes.count) == bytes.count else { throw SupportError("the browser is gone") }
        var result: JSON?
        try await eventually("\(method) is answered") {
            result = try nextAnswers().first { $0["id"] == .integer(lastID) }
            return result != nil
        }
        if let error = result?["error"] { throw SupportError("\(method): \(error.text)") }
        return result?["result"] ?? .null
    }

    /// The texts that came since; events among them.
    private func nextAnswers() throws -> [JSON] {
        guard process.isRunning else { throw SupportError("the browser ended") }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(answers, &buffer, buffer.count), count > 0 { received += buffer[..<count] }
        guard let end = received.lastIndex(of: 0) else { return [] }
        let texts = received[..<end].split(separator: 0)
        defer { received.removeFirst(end + 1) }
        return texts.compactMap { JSON(parsing: Array($0)) }
    }
}
