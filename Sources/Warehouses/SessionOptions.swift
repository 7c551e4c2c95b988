/// What a session may do, and how much of it.
///
/// ```swift
/// SessionOptions(access: .lockedDown, timeLimit: .seconds(30), memoryLimitBytes: 1 << 30)
/// ```
package struct SessionOptions: Sendable, Hashable {
    /// Who wrote the SQL.
    package enum Access: Sendable, Hashable {
        /// This program: anything goes.
        case trusted
        /// A user: one `SELECT` at a time over the warehouse's own tables, no files, no network,
        /// no settings.
        case lockedDown
    }

    package var access: Access
    /// How long one statement may take, from its start to its last row; `nil` means no limit.
    package var timeLimit: Duration?
    /// How much memory the session may take; `nil` means what the warehouse is set to.
    package var memoryLimitBytes: Int?
    /// The zone in which the warehouse reads and cuts times that carry none, such as `Asia/Seoul`.
    package var timeZone: String

    package init(
        access: Access = .trusted, timeLimit: Duration? = nil, memoryLimitBytes: Int? = nil,
        timeZone: String = "UTC"
    ) {
        self.access = access
        self.timeLimit = timeLimit
        self.memoryLimitBytes = memoryLimitBytes
        self.timeZone = timeZone
    }
}
