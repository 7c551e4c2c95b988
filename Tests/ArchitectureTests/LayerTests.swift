import Foundation
import TestSupport
import Testing

@Suite struct LayerTests {
    @Test func `targets import only what stands above them and is declared`() throws {
        let list = try PackageList.current()
        let imports = try SwiftSource.sources.get().flatMap(Import.all(in:))
        #expect(imports.count > 100, "the sources were read")
        let breaches = LayerRules.breaches(imports, in: list)
        #expect(breaches.isEmpty, "\(breaches.report)")
    }

    @Test func `the package declares only targets above, and every folder is a target`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Repository.root.appending(path: "Sources").path
        ).filter { !$0.hasPrefix(".") }
        let breaches = LayerRules.breaches(of: try .current(), folders: Set(folders))
        #expect(breaches.isEmpty, "\(breaches.report)")
    }

    @Test func `unsafe is written only by layer 1 and by drivers around C`() throws {
        let list = try PackageList.current()
        let breaches = try SwiftSource.sources.get().flatMap {
            UnsafeRule.breaches(in: $0, list)
        }
        #expect(breaches.isEmpty, "\(breaches.report)")
    }
}

/// Each rule finds a breach that is planted for it.
@Suite struct PlantedLayerTests {
    private let list = PackageList(
        parsing: """
            func layer(_ name: String) -> Target { .target(name: name) }
            let package = Package(
                targets: [
                    // Layer 0, words.
                    layer("Words"),
                    // Layer 1, memory.
                    .systemLibrary(name: "CRoaring", providers: [.apt(["libroaring-dev"])]),
                    layer("Bitmaps", uses: ["CRoaring"]),
                    // Layer 3, the outside world.
                    layer("Stores"),
                    .target(name: "CShelf"),
                    layer("StoreShelf", uses: ["Stores", "CShelf"]),
                    layer("StoreBox", uses: ["Stores"]),
                    layer("Errands", uses: ["Stores"]),
                    // Layer 4, the product.
                    layer("Operations", uses: ["Words"]),
                    .executableTarget(
                        name: "cxm",
                        dependencies: [
                            "Operations", "StoreShelf",
                            .product(name: "ArgumentParser", package: "swift-argument-parser"),
                        ],
                        swiftSettings: swiftSettings),
                    // Tests mirror the sources.
                    tests("WordsTests", uses: ["Words"]),
                ]
            )
            """)

    private func breaches(_ target: String, _ code: String) -> [String] {
        let source = SwiftSource(path: "Sources/\(target)/File.swift", text: code)
        return LayerRules.breaches(Import.all(in: source), in: list).map(\.sentence)
    }

    @Test func `the list is read with layers, kinds and dependencies`() {
        #expect(
            list.targets.map(\.name) == [
                "Words", "CRoaring", "Bitmaps", "Stores", "CShelf", "StoreShelf", "StoreBox",
                "Errands", "Operations", "cxm", "WordsTests",
            ])
        #expect(list.targets.map(\.layer) == [0, 1, 1, 3, 3, 3, 3, 3, 4, 4, nil])
        #expect(list.target("CShelf")?.kind == .c)
        #expect(
            list.target("cxm")?.dependencies == ["Operations", "StoreShelf", "ArgumentParser"])
        #expect(list.drivers.map(\.name) == ["StoreShelf", "StoreBox"])
    }

    @Test(arguments: [
        ("Operations", "import Words"), ("Operations", "package import Words"),
        ("cxm", "import StoreShelf\nimport ArgumentParser"), ("Words", "import Foundation"),
        ("Bitmaps", "import CRoaring"), ("Operations", "// import StoreBox"),
    ])
    func `what is allowed passes`(target: String, code: String) {
        #expect(breaches(target, code) == [])
    }

    @Test(arguments: [
        ("Words", "import Operations", "a target imports only targets above it"),
        ("Operations", "import Stores", "does not declare that it uses Stores"),
        ("Operations", "@testable import StoreShelf", "only cxm names it"),
        ("StoreBox", "package import StoreShelf", "only cxm names it"),
        ("Operations", "import struct ArgumentParser.Flag", "Only cxm imports ArgumentParser"),
        ("Stores", "import CRoaring", "Only Bitmaps imports CRoaring"),
        ("Operations", "import Strangers", "Strangers has no owner"),
        ("Words", "import Dispatch", "but Foundation"),
        ("Nowhere", "import Words", "Nowhere is not a target"),
    ])
    func `a wrong import is found`(target: String, code: String, sentence: String) {
        #expect(breaches(target, code).contains { $0.contains(sentence) })
    }

    @Test func `a folder without a target is found`() {
        let found = LayerRules.breaches(of: list, folders: ["Words", "Attic"])
        #expect(found.contains { $0.sentence == "Sources/Attic belongs to no target." })
    }

    @Test func `unsafe outside its homes is found, in words it is not`() {
        func count(_ target: String, _ code: String) -> Int {
            let source = SwiftSource(path: "Sources/\(target)/File.swift", text: code)
            return UnsafeRule.breaches(in: source, list).count
        }
        #expect(count("Operations", "unsafe pointer.pointee += 1\nlet a = 1") == 1)
        #expect(count("StoreBox", "nonisolated(unsafe) var a = 1") == 1)
        #expect(count("Operations", "// unsafe\nlet a = \"unsafe\"\nlet unsafety = 1") == 0)
        #expect(count("Bitmaps", "unsafe pointer.pointee += 1") == 0)
        #expect(count("StoreShelf", "unsafe pointer.pointee += 1") == 0)
    }
}
