import Foundation
import Secrets
import Testing

@Suite struct PasswordTests {
    private static let cost = PasswordHash.Cost(logRounds: 4, blockSize: 8, parallelism: 2)

    @Test func `a password matches its own hash only`() throws {
        let hash = try PasswordHash(of: "correct horse", cost: Self.cost)
        #expect(hash.matches("correct horse"))
        #expect(!hash.matches("correct horse "))
        #expect(!hash.matches(""))
        #expect(hash.text.hasPrefix("scrypt$ln=4,r=8,p=2$"))
        #expect(try PasswordHash(text: hash.text) == hash)
        #expect(try PasswordHash(text: hash.text).matches("correct horse"))
    }

    @Test func `two hashes of one password differ, by their salt`() throws {
        let one = try PasswordHash(of: "correct horse", cost: Self.cost)
        let two = try PasswordHash(of: "correct horse", cost: Self.cost)
        #expect(one.text != two.text)
        #expect(!one.text.contains("correct"))
    }

    @Test func `what looks the same is the same password`() throws {
        let composed = try PasswordHash(of: "비밀번호입니다", cost: Self.cost)
        #expect(composed.matches("비밀번호입니다".decomposedStringWithCanonicalMapping))
    }

    @Test(arguments: [
        "", "plain", "scrypt$ln=4,r=8,p=2$aa$bb", "scrypt$ln=4,r=8$\(salt)$\(sum)",
        "scrypt$ln=99,r=8,p=2$\(salt)$\(sum)", "scrypt$ln=20,r=32,p=2$\(salt)$\(sum)",
        "scrypt$ln=-1,r=8,p=2$\(salt)$\(sum)", "bcrypt$ln=4,r=8,p=2$\(salt)$\(sum)",
        "scrypt$ln=4,r=8,p=0$\(salt)$\(sum)",
    ])
    func `a text that is no hash, or asks for too much memory, is refused`(text: String) {
        #expect(throws: PasswordHashError.unreadable) { try PasswordHash(text: text) }
    }

    private static let salt = String(repeating: "0", count: 32)
    private static let sum = String(repeating: "0", count: 64)

    @Test func `the hasher checks, and lets nobody in for whom there is no hash`() async throws {
        let hasher = PasswordHasher(cost: Self.cost)
        let text = try await hasher.hash("correct horse")
        #expect(try await hasher.check("correct horse", against: text))
        #expect(try await !hasher.check("wrong horse", against: text))
        #expect(try await !hasher.check("correct horse", against: nil))
        await #expect(throws: PasswordHashError.unreadable) {
            try await hasher.check("correct horse", against: "damaged")
        }
    }

    @Test func `more than wait in line are sent away`() async throws {
        let hasher = PasswordHasher(cost: .init(logRounds: 10, blockSize: 8, parallelism: 1))
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    do {
                        _ = try await hasher.hash("correct horse")
                        return false
                    } catch {
                        return error as? PasswordHashError == .tooMany
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(refused > 0 && refused < 200)
        #expect(try await hasher.hash("correct horse").isEmpty == false)
    }
}

@Suite struct TokenTests {
    @Test func `a fingerprint is the same as a text and as a key`() {
        let token = SecretToken()
        let text = SecretToken.fingerprint(of: token.text)
        #expect(Fingerprint(text: text) == Fingerprint(of: token.text))
        #expect(Fingerprint(of: token.text) != Fingerprint(of: SecretToken().text))
        #expect(Fingerprint(text: "abc") == nil)
        #expect(Fingerprint(text: String(repeating: "g", count: 64)) == nil)
    }

    @Test func `tokens match themselves only`() {
        let token = SecretToken()
        #expect(token.matches(token.text))
        #expect(!token.matches(token.text.dropLast()))
        #expect(!token.matches(SecretToken().text))
        #expect(!SecretToken.areEqual("a", "b"))
    }
}
