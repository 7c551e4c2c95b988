/// A file that pages load; its address holds a hash of its content, so that browsers keep it.
///
///     Address.asset(.style).path   // "/assets/9f86d081884c7d65/style.css"
package struct Asset: Hashable, Sendable {
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]
    package let hash: String

    package static let style = Asset(
        "style.css", "text/css; charset=utf-8", PackageResources.style_css)
    package static let script = Asset(
        "page.js", "text/javascript; charset=utf-8", PackageResources.page_js)
    package static let icon = Asset("icon.svg", "image/svg+xml", PackageResources.icon_svg)

    package static let all = [style, script, icon]

    init(_ name: String, _ contentType: String, _ bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        hash = Self.hash(bytes)
    }

    /// FNV-1a with 64 bits: it tells versions of one file apart and guards nothing.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
