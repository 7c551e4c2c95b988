import Dispatch
import Synchronization

/// Hashes passwords one after the other on a thread of its own, so that sign-ins never hold up other
/// requests and take the memory of one hash at a time.
package final class PasswordHasher: Sendable {
    private let queue = DispatchQueue(label: "cxm.passwords")
    private let cost: PasswordHash.Cost
    private let waiting = Mutex(0)
    private let decoy = Mutex<PasswordHash?>(nil)
    private static let waitingLimit = 32

    package init(cost: PasswordHash.Cost = .usual) {
        self.cost = cost
    }

    package func hash(_ password: String) async throws(PasswordHashError) -> String {
        let cost = cost
        return try await perform { () throws(PasswordHashError) in
            try PasswordHash(of: password, cost: cost).text
        }
    }

    /// Whether the password is the one of this hash; nil: of nobody, which takes as long to find out.
    package func check(
        _ password: String, against text: String?
    ) async throws(PasswordHashError) -> Bool {
        try await perform { () throws(PasswordHashError) in
            // Made whoever comes first, so that its making tells nothing either.
            let decoy = try self.someHash()
            guard let text else {
                _ = decoy.matches(password)
                return false
            }
            return try PasswordHash(text: text).matches(password)
        }
    }

    /// A hash that no password is checked against in earnest.
    private func someHash() throws(PasswordHashError) -> PasswordHash {
        if let made = decoy.withLock({ $0 }) { return made }
        let made = try PasswordHash(of: SecretToken().text, cost: cost)
        decoy.withLock { $0 = made }
        return made
    }

    private func perform<Value: Sendable>(
        _ work: @escaping @Sendable () throws(PasswordHashError) -> Value
    ) async throws(PasswordHashError) -> Value {
        let isFree = waiting.withLock { count in
            guard count < Self.waitingLimit else { return false }
            count += 1
            return true
        }
        guard isFree else { throw .tooMany }
        let result: Result<Value, PasswordHashError> = await withCheckedContinuation { resumed in
            queue.async {
                let result = Result { () throws(PasswordHashError) in try work() }
                self.waiting.withLock { $0 -= 1 }
                resumed.resume(returning: result)
            }
        }
        return try result.get()
    }
}
