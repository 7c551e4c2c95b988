/// A write that carried an `Idempotency-Key`, and its answer once there is one.
package struct IdempotentWrite: Hashable, Sendable {
    package struct Answer: Hashable, Sendable {
        package var status: Int
        /// Those that belong to the answer itself, such as `Content-Type` and `ETag`.
        package var headers: [String: String]
        package var body: [UInt8]

        package init(status: Int, headers: [String: String], body: [UInt8]) {
            self.status = status
            self.headers = headers
            self.body = body
        }
    }

    /// Whose key it is: `person 3`.
    package var caller: String
    package var key: String
    /// Of method, address and body: another request under the same key is a mistake.
    package var fingerprint: String
    /// Nil while it is at work.
    package var answer: Answer?
    package var startedAt: Int64
    /// When it is forgotten; the sooner where nobody finishes it.
    package var expiresAt: Int64

    package init(
        caller: String, key: String, fingerprint: String, answer: Answer? = nil, startedAt: Int64,
        expiresAt: Int64
    ) {
        self.caller = caller
        self.key = key
        self.fingerprint = fingerprint
        self.answer = answer
        self.startedAt = startedAt
        self.expiresAt = expiresAt
    }
}

/// Writes that callers may send twice.
package protocol IdempotencyRecords: Sendable {
    /// Takes a caller's key for a write. Nil: the key was free, or had expired, and is now this write's;
    /// otherwise the write that has it. Of several that ask at once, one gets nil. Forgets what has
    /// expired at `write.startedAt`.
    func begin(_ write: IdempotentWrite) async throws(MetadataError) -> IdempotentWrite?
    /// Keeps the answer of a write that has begun, until `write.expiresAt`.
    func finish(_ write: IdempotentWrite) async throws(MetadataError)
    /// Frees the key of a write that came to nothing.
    func forget(_ write: IdempotentWrite) async throws(MetadataError)
}
