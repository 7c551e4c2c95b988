import Definitions
import Foundation

/// An address that takes batches.
///
///     {"url": "https://push.example.com/audiences", "headers": {"X-Api-Key": {"secret": "api-key"}},
///      "signed": true, "timeout_seconds": 30, "attempts": 6}
package struct HTTPDestination: Hashable, Sendable {
    /// What a header is given.
    package enum Value: Hashable, Sendable {
        case text(String)
        /// A secret of the destination, by name.
        case secret(String)
    }

    /// The secret that signs requests.
    package static let signingSecret = "signing"

    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: Value
    }

    package var url: String
    package var headers: [Header] = []
    package var isSigned = true
    package var timeoutSeconds = 30
    /// Tries of one batch, the first included, before the job waits.
    package var attempts = 6

    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["url", "headers", "signed", "timeout_seconds", "attempts"])
        url = try Self.address(reader.member("url"))
        isSigned = try reader.optional("signed")?.boolean() ?? true
        timeoutSeconds =
            Int(try reader.optional("timeout_seconds")?.integer(in: 1...300) ?? 30)
        attempts = Int(try reader.optional("attempts")?.integer(in: 1...20) ?? 6)
        guard let headers = try reader.optional("headers") else { return }
        guard case .object(let members) = headers.value else {
            throw DefinitionError(
                .wrongType, at: headers.pointer, "This should be an object: values by name.")
        }
        for member in members {
            let value = try headers.member(member.name)
            try Self.check(header: member.name, at: value.pointer)
            self.headers.append(Header(name: member.name, value: try Self.value(value)))
        }
    }

    var json: JSONValue {
        [
            "url": .string(url),
            "headers": .object(
                headers.map { header in
                    switch header.value {
                    case .secret(let secret): .init(header.name, ["secret": .string(secret)])
                    case .text(let text): .init(header.name, .string(text))
                    }
                }),
            "signed": .boolean(isSigned), "timeout_seconds": .count(timeoutSeconds),
            "attempts": .count(attempts),
        ]
    }

    /// Scheme, host and port: whom its secrets are for.
    package var origin: String {
        let parts = URLComponents(string: url)
        return [parts?.scheme, parts?.host, parts?.port.map(String.init)].compactMap { $0 }
            .joined(separator: "|").lowercased()
    }

    private static func address(_ reader: JSONReader) throws(DefinitionError) -> String {
        let text = try reader.string()
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil
        else {
            throw DefinitionError(
                .wrongType, at: reader.pointer,
                "'\(text)' is no address to send to: it begins with http or https, names a host, and "
                    + "holds no password.")
        }
        return text
    }

    /// What a request says of itself is not for others to say.
    private static let reserved: Set = [
        "content-type", "content-length", "host", "connection", "transfer-encoding",
        "idempotency-key", "user-agent",
    ]

    private static func check(header name: String, at pointer: String) throws(DefinitionError) {
        let isToken =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
            }
        let isOurs = reserved.contains(name.lowercased()) || name.lowercased().hasPrefix("cxm-")
        guard isToken, !isOurs else {
            throw DefinitionError(
                .outOfRange, at: pointer,
                isOurs
                    ? "The header '\(name)' is set by CXM itself; leave it out."
                    : "'\(name)' is no name of a header: use letters, digits and hyphens.")
        }
    }

    private static func value(_ reader: JSONReader) throws(DefinitionError) -> Value {
        if case .string(let text) = reader.value {
            guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                throw DefinitionError(
                    .outOfRange, at: reader.pointer, "A header is one line of text.")
            }
            return .text(text)
        }
        try reader.allow(["secret"])
        let secret = try reader.member("secret")
        return .secret(try secret.secretName())
    }
}
