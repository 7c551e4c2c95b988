import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: salted and hashed by scrypt, which costs memory and time (RFC 7914).
///
///     let hash = try PasswordHash(of: "correct horse battery")
///     hash.text               // "scrypt$ln=15,r=8,p=3$5f0c…$91ab…"
///     hash.matches("guess")   // false
///
/// With the usual cost a hash takes 32 MiB and a moment: `PasswordHasher` keeps it off the pool.
package struct PasswordHash: Hashable, Sendable {
    /// What a guess costs.
    package struct Cost: Hashable, Sendable {
        /// Binary logarithm of the rounds; memory is 128 bytes × block size × rounds.
        package let logRounds: Int
        package let blockSize: Int
        package let parallelism: Int

        package init(logRounds: Int, blockSize: Int, parallelism: Int) {
            self.logRounds = logRounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        package static let usual = Cost(logRounds: 15, blockSize: 8, parallelism: 3)
        /// For tests: no protection at all.
        package static let none = Cost(logRounds: 1, blockSize: 1, parallelism: 1)

        /// What a stored text may ask for: no more than 256 MiB.
        fileprivate var isSound: Bool {
            (1...24).contains(logRounds) && (1...32).contains(blockSize)
                && (1...16).contains(parallelism) && blockSize << logRounds <= 1 << 21
        }
    }

    let cost: Cost
    private let salt: String
    private let sum: String

    package init(of password: String, cost: Cost = .usual) throws(PasswordHashError) {
        self.cost = cost
        // 128 random bits.
        salt = String(SecretToken().text.prefix(32))
        sum = try Self.sum(of: password, salt, cost)
    }

    /// Throws where the text is none that `text` gives.
    package init(text: String) throws(PasswordHashError) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "scrypt", let cost = Cost(text: parts[1]),
            parts[2].utf8.count == 32, parts[3].utf8.count == 64
        else { throw .unreadable }
        self.cost = cost
        salt = String(parts[2])
        sum = String(parts[3])
    }

    package var text: String { "scrypt$\(cost.text)$\(salt)$\(sum)" }

    /// Takes as long whether it matches or not.
    package func matches(_ password: String) -> Bool {
        guard let given = try? Self.sum(of: password, salt, cost) else { return false }
        return SecretToken.areEqual(sum, given)
    }

    private static func sum(
        of password: String, _ salt: String, _ cost: Cost
    ) throws(PasswordHashError) -> String {
        // One text for what looks the same, whichever keyboard wrote it.
        let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        do {
            let key = try KDF.Scrypt.deriveKey(
                from: bytes, salt: Array(salt.utf8), outputByteCount: 32,
                rounds: 1 << cost.logRounds, blockSize: cost.blockSize,
                parallelism: cost.parallelism)
            // What is kept is a code made with the key, since the key itself shows no bytes.
            return Hexadecimal.text(
                of: HMAC<SHA256>.authenticationCode(for: Array("cxm password".utf8), using: key))
        } catch {
            throw .failed("\(error)")
        }
    }
}

/// Why a password could not be hashed.
package enum PasswordHashError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable
    case failed(String)
    /// Too many wait already.
    case tooMany

    package var description: String {
        switch self {
        case .unreadable:
            "The stored password cannot be read; an admin can make a new sign-in link for the user."
        case .failed(let reason): "The password cannot be hashed: \(reason)."
        case .tooMany: "Too many sign-ins at once; try again in a few seconds."
        }
    }
}

extension PasswordHash.Cost {
    /// `ln=15,r=8,p=3`
    fileprivate var text: String { "ln=\(logRounds),r=\(blockSize),p=\(parallelism)" }

    fileprivate init?(text: Substring) {
        let pairs = text.split(separator: ",").map { $0.split(separator: "=") }
        guard pairs.count == 3, pairs.allSatisfy({ $0.count == 2 }),
            pairs.map({ $0[0] }) == ["ln", "r", "p"], let logRounds = Int(pairs[0][1]),
            let blockSize = Int(pairs[1][1]), let parallelism = Int(pairs[2][1])
        else { return nil }
        self.init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        guard isSound else { return nil }
    }
}
