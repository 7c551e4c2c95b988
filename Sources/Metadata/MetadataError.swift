/// What went wrong in the metadata store, in a sentence.
package struct MetadataError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// Somebody changed it meanwhile.
        case conflict
        case notFound
        /// A name that is taken.
        case taken
        /// Others need what was to be removed.
        case inUse
        /// Others hold the store for too long.
        case busy
        /// The file is damaged or of a newer version, or the server is away.
        case unusable
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
