import ArgumentParser
import Digests
import MIME

struct MessageParseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "A mail as a JMAP Email object (RFC 8621 §4.1), one JSON object a line.",
        discussion: """
            Beside the properties of the RFC there are file and defects, an array of kind, offset in bytes and partId. \
            blobId is the SHA-256 of the content. bodyValues holds the texts of textBody and htmlBody, unless one of the \
            --fetch options says otherwise. mailbridge(1) tells the rest.
            """)

    @OptionGroup var mails: MessageFiles
    @Flag(help: "Only what the header says.") var headersOnly = false
    @Option(
        help: ArgumentHelp(
            "Also a field of the header, such as header:X-Mailer:asText or header:Received:all. May be given again.",
            valueName: "name"),
        transform: Self.headerProperty)
    var property: [JMAPHeaderProperty] = []
    @Option(
        help: ArgumentHelp(
            "Also a field of each part's own header, such as header:Content-Type. May be given again.",
            valueName: "name"),
        transform: Self.headerProperty)
    var bodyProperty: [JMAPHeaderProperty] = []
    @Flag(help: "Texts of textBody in bodyValues.") var fetchTextBodyValues = false
    @Flag(name: .customLong("fetch-html-body-values"), help: "Texts of htmlBody in bodyValues.")
    var fetchHTMLBodyValues = false
    @Flag(help: "All texts in bodyValues, attached ones too.") var fetchAllBodyValues = false
    @Option(help: ArgumentHelp("Cut each body value to so many bytes; 0 is no limit.", valueName: "n"))
    var maxBodyValueBytes = 0

    private static func headerProperty(_ name: String) throws -> JMAPHeaderProperty {
        do {
            return try JMAPHeaderProperty(name)
        } catch {
            throw ValidationError(error.cure)
        }
    }

    func validate() throws {
        guard maxBodyValueBytes >= 0 else { throw ValidationError("--max-body-value-bytes counts bytes: 0 or more") }
    }

    func run() async throws {
        var options = JMAPEmail.Options()
        options.headersOnly = headersOnly
        options.properties = property
        options.bodyProperties = bodyProperty
        let isDefault = !fetchTextBodyValues && !fetchHTMLBodyValues && !fetchAllBodyValues
        options.fetchTextBodyValues = fetchTextBodyValues || isDefault
        options.fetchHTMLBodyValues = fetchHTMLBodyValues || isDefault
        options.fetchAllBodyValues = fetchAllBodyValues
        options.maxBodyValueBytes = maxBodyValueBytes
        options.blobID = { "sha256-" + hexadecimal(sha256($0)) }
        try mails.forEach { mail, name in
            options.file = name
            var line = JMAPEmail(Message(parsing: mail), options).json
            line.append(UInt8(ascii: "\n"))
            writeJSON(line)
        }
    }
}
