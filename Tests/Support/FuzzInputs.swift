import Foundation

/// What a fuzzer starts from and what it once found: the tests run both through the same checks.
public enum FuzzInputs {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    public struct Input: Sendable, CustomStringConvertible {
        public let description: String
        public let bytes: [UInt8]
    }

    /// - Parameter module: whose checks they are; its finds lie in `Tests/Fixtures/MODULE/fuzz/TARGET`
    public static func of(_ target: String, module: String) -> [Input] {
        ["Fuzz/seeds/\(target)", "Tests/Fixtures/\(module)/fuzz/\(target)"].flatMap { folder in
            let files = try? FileManager.default.contentsOfDirectory(
                at: root.appending(path: folder), includingPropertiesForKeys: nil)
            return (files ?? []).sorted { $0.path < $1.path }.compactMap { file in
                (try? Data(contentsOf: file)).map {
                    Input(description: "\(folder)/\(file.lastPathComponent)", bytes: Array($0))
                }
            }
        }
    }

    /// Each input, and some of its beginnings: cut anywhere it is as good an input.
    public static func cut(_ input: Input) -> [[UInt8]] {
        let step = max(7, input.bytes.count / 40)
        return [input.bytes] + stride(from: 0, to: input.bytes.count, by: step).map { Array(input.bytes[..<$0]) }
    }
}
