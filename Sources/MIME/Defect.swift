/// Something in a mail that the standards do not allow, or that a limit cut short.
///
/// Defects never stop the parser. They tell that readers of the same mail may disagree.
public struct Defect: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        // Header block
        case leadingJunk, garbageInHeader, missingBlankLine, fieldsAfterLimit, headerAfterLimit, fieldTooLong
        case duplicateField, bareCarriageReturn
        // Structure
        case missingBoundary, boundaryNeverOccurs, boundaryGuessed, missingClosingDelimiter, reopenedMultipart
        case encodedMultipart, unreadableMessage, nestedTooDeep, tooManyParts, messageTooLarge
        case malformedContentType, malformedParameters, duplicateParameter, tooManyParameters
        // Coding and text
        case unknownTransferCoding, malformedBase64, malformedQuotedPrintable, malformedUUEncode
        case undeclaredCharset, unknownCharset, wrongCharset, malformedText, textAfterLimit
        // Fields
        case malformedAddress, addressWithoutDomain, sourceRoute, textAfterAddress, groupTooDeep, unclosedGroup
        case tooManyAddresses, addressWithControlCharacter, malformedDate
        case tooManyEncodedWords, fieldTextTooLong, tooManyReferences
    }

    public let kind: Kind
    /// Byte offset in the message, or in the decoded message/rfc822 part that holds it.
    public let offset: Int

    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}
