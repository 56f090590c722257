/// A certificate that vouches for itself, made by the `openssl` command.
public struct SelfSignedCertificate: Sendable {
    /// PEM files.
    public let certificate: String
    public let key: String

    /// `names` in openssl's notation: `DNS:localhost`, `IP:127.0.0.1`. With negative `days` it has already expired.
    public static func make(
        in directory: String, file: String = "certificate", names: [String] = ["DNS:localhost", "IP:127.0.0.1"],
        days: Int = 30
    ) async throws -> SelfSignedCertificate {
        try await offPool { try SelfSignedCertificate(in: directory, file: file, names: names, days: days) }
    }

    /// Blocks for some tenths of a second.
    init(
        in directory: String, file: String = "certificate", names: [String] = ["DNS:localhost", "IP:127.0.0.1"],
        days: Int = 30
    ) throws {
        certificate = "\(directory)/\(file).pem"
        key = "\(directory)/\(file).key"
        let request = "\(directory)/\(file).csr"
        let log = "\(directory)/openssl.log"
        let steps = [
            [
                "req", "-new", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-subj", "/CN=mailbridge test", "-addext", "subjectAltName=\(names.joined(separator: ","))",
                "-keyout", key, "-out", request,
            ],
            [
                "x509", "-req", "-in", request, "-signkey", key, "-days", String(days), "-copy_extensions", "copy",
                "-out", certificate,
            ],
        ]
        for step in steps {
            guard try run("openssl", step, log: log) == 0 else { throw SupportError("openssl: \(readText(log))") }
        }
    }
}
