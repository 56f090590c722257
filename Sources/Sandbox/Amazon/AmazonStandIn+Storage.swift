import Digests
import Domain

/// A place for a file of a message, by Uploads 2020-11-01.
struct AmazonUpload: Sendable {
    /// Path of the message that may name it.
    var resource: String
    /// In base64, as announced.
    var md5: String
    var type: String
    var signature: String
    var expires: Timestamp
    var bytes: [UInt8]?
}

/// A document of Feeds 2021-06-30: what the seller stores, or a report.
struct AmazonDocument: Sendable {
    var type: String
    var signature: String
    var expires: Timestamp
    var bytes: [UInt8]?
    /// Whether ``bytes`` are a gzip file.
    var isPacked = false
    /// A report, which can be fetched but not written.
    var isReport = false
}

extension AmazonStandIn {
    /// What the storage says, which is not Amazon's API and has errors in XML.
    static let storageErrors: Set<String> = ["AccessDenied", "SignatureDoesNotMatch", "BadDigest", "InvalidRequest"]

    /// createUploadDestinationForResource.
    mutating func makeDestination(
        for kind: String, on id: String, _ request: Request, now: Timestamp
    ) throws(Refusal) -> Response {
        _ = try marketplace(request, beside: ["contentMD5", "contentType"])
        let query = try Query(request, allowed: ["marketplaceIds", "contentMD5", "contentType"])
        guard request.body.isEmpty else { throw Refusal(400, "Invalid Input", code: "InvalidInput", field: "body") }
        guard AmazonMessageForm(kind) != nil, Self.isOrderID(id) else {
            throw Refusal(400, "Invalid Input", code: "InvalidInput", field: "resource")
        }
        // Base64 of sixteen bytes; the hexadecimal form of the reference's example is not taken.
        guard let md5 = query["contentMD5"], md5.utf8.count == 24, base64Decoded(md5)?.count == 16 else {
            throw Refusal(400, "Invalid Input", code: "InvalidInput", field: "contentMD5")
        }
        let name = randomUUID()
        let upload = AmazonUpload(
            resource: "messaging/v1/orders/\(id)/messages/\(kind)", md5: md5,
            type: query["contentType"] ?? "application/octet-stream",
            signature: randomText(32, of: .lowercaseAndDigits),
            expires: now + .seconds(900))
        uploads[name] = upload
        return .json(
            [
                "payload": [
                    "uploadDestinationId": .string(name),
                    "url": .string(
                        storageAddress("uploads/\(name)", seconds: 900, upload.signature, request)),
                    "headers": ["Content-MD5": .string(md5), "x-amz-server-side-encryption": "aws:kms"],
                ]
            ], status: 201)
    }

    func storageAddress(_ path: String, seconds: Int, _ signature: String, _ request: Request) -> String {
        "http://\(request.headers["host"] ?? "")/amazon/storage/\(path)"
            + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=\(seconds)&X-Amz-Signature=\(signature)"
    }

    /// The storage: knows no tokens, only signed addresses.
    mutating func answerStorage(_ request: Request, _ segments: [String], now: Timestamp) throws(Refusal) -> Response {
        guard request.headers["x-amz-access-token"] == nil, request.headers["authorization"] == nil else {
            throw Refusal(400, "only one way to authorise is allowed", code: "InvalidRequest")
        }
        let match = try Self.routes.match(request.method, segments)
        let query = try Query(request, allowed: ["X-Amz-Algorithm", "X-Amz-Expires", "X-Amz-Signature"])
        let name = match.stars.first ?? ""
        switch match.operation {
        case .upload:
            guard let upload = uploads[name], query["X-Amz-Signature"] == upload.signature, now < upload.expires else {
                throw Refusal(403, "Request has expired", code: "AccessDenied")
            }
            guard request.headers["content-md5"] == upload.md5,
                request.headers["x-amz-server-side-encryption"] == "aws:kms"
            else { throw Refusal(403, "signed fields are missing", code: "SignatureDoesNotMatch") }
            guard request.headers["content-type"] != nil, base64(md5(request.body)) == upload.md5 else {
                throw Refusal(400, "The Content-MD5 you specified did not match", code: "BadDigest")
            }
            uploads[name]?.bytes = request.body
            return Response(status: 200)
        case .storedDocument:
            guard let document = documents[name], !document.isReport, query["X-Amz-Signature"] == document.signature,
                now < document.expires
            else { throw Refusal(403, "Request has expired", code: "AccessDenied") }
            guard request.headers["content-type"] == document.type else {
                throw Refusal(403, "the signed Content-Type is another", code: "SignatureDoesNotMatch")
            }
            documents[name]?.bytes = request.body
            return Response(status: 200)
        case .storedReport:
            guard let document = documents[name], document.isReport, query["X-Amz-Signature"] == document.signature,
                now < document.expires, let bytes = document.bytes
            else { throw Refusal(403, "Request has expired", code: "AccessDenied") }
            return Response(status: 200, headers: [("Content-Type", document.type)], body: bytes)
        default: throw Refusal(403, "no such address", code: "AccessDenied")
        }
    }
}
