import Crypto
import Foundation

/// A SHA-256 sum over bytes that come in pieces.
///
///     var digest = Digest()
///     digest.add(bytes)
///     digest.text   // "e3b0c442…", 64 hexadecimal digits
package struct Digest: Sendable {
    private var hash = SHA256()

    package init() {}

    package mutating func add(_ bytes: [UInt8]) {
        hash.update(data: bytes)
    }

    package var text: String { Hexadecimal.text(of: hash.finalize()) }

    package static func sha256(_ bytes: [UInt8]) -> String {
        Hexadecimal.text(of: SHA256.hash(data: bytes))
    }

    /// The HMAC-SHA256 of a message under a key, in hexadecimal digits (RFC 2104).
    package static func signature(of message: [UInt8], key: [UInt8]) -> String {
        Hexadecimal.text(
            of: HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
    }
}

extension Digest {
    /// The SHA-256 sum in the alphabet of addresses, without padding (RFC 4648, section 5).
    package static func base64URL(ofSHA256 bytes: [UInt8]) -> String {
        Data(SHA256.hash(data: bytes)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
