/// Who may import what.
enum LayerRules {
    /// What comes with the toolchain; anyone above layer 0 may import it.
    private static let toolchain: Set = [
        "Foundation", "FoundationEssentials", "Synchronization", "Dispatch", "Glibc", "Darwin",
    ]

    /// The one target that imports each module of C or of a third party. What is spoken on a wire is
    /// the exception: NIO belongs to every target that owns a protocol.
    private static let owners: [String: Set<String>] = [
        "ArgumentParser": ["cxm"],
        "AsyncHTTPClient": ["HTTPClients"],
        "CDuckDB": ["WarehouseDuckDB"],
        "CKernels": ["Columns"],
        "CRoaring": ["Bitmaps"],
        "Crypto": ["Secrets"],
        "CryptoExtras": ["Secrets"],
        "GRDB": ["MetadataSQLite"],
        "HTTPTypes": ["API"],
        "Hummingbird": ["API"],
        "HummingbirdCore": ["API"],
        "JWTKit": ["OpenIDConnect"],
        "Logging": ["API"],
        "Mustache": ["WebInterface"],
        "NIOCore": ["API", "HTTPClients", "WarehouseHive", "MembershipHBase"],
        "NIOHTTP1": ["HTTPClients"],
        "NIOHTTPTypes": ["API"],
        "NIOPosix": ["API", "WarehouseHive", "MembershipHBase"],
        "ServiceLifecycle": ["API"],
        "UnixSignals": ["API"],
    ]

    static func breaches(_ imports: [Import], in list: PackageList) -> [Breach] {
        imports.flatMap { line in
            [toolchain, ownership, declaration, order, drivers].compactMap { rule in
                rule(line, list).map { Breach(line.file, line: line.line, $0) }
            }
        }
    }

    /// Layer 0 is words: it knows values, texts and dates.
    private static func toolchain(_ line: Import, _ list: PackageList) -> String? {
        guard list.target(line.target)?.layer == 0, line.module != "Foundation",
            toolchain.contains(line.module)
        else { return nil }
        return "Layer 0 imports nothing of the toolchain but Foundation, not \(line.module)."
    }

    private static func ownership(_ line: Import, _ list: PackageList) -> String? {
        guard !toolchain.contains(line.module) else { return nil }
        if let owners = owners[line.module] {
            return owners.contains(line.target)
                ? nil : "Only \(owners.sorted().joined(separator: ", ")) imports \(line.module)."
        }
        let isOurs = list.target(line.module).map { $0.kind == .swift } ?? false
        return isOurs
            ? nil : "\(line.module) has no owner; name one in LayerRules.owners, or do without it."
    }

    private static func declaration(_ line: Import, _ list: PackageList) -> String? {
        guard let target = list.target(line.target) else {
            return "\(line.target) is not a target of Package.swift."
        }
        guard list.target(line.module) != nil, !target.dependencies.contains(line.module) else {
            return nil
        }
        return
            "\(line.target) does not declare that it uses \(line.module): add it in Package.swift."
    }

    private static func order(_ line: Import, _ list: PackageList) -> String? {
        guard let above = list.position(line.module), let below = list.position(line.target),
            above >= below
        else { return nil }
        return "\(line.module) stands below \(line.target) in Package.swift: a target imports only "
            + "targets above it."
    }

    private static func drivers(_ line: Import, _ list: PackageList) -> String? {
        guard list.drivers.contains(where: { $0.name == line.module }), line.target != "cxm" else {
            return nil
        }
        return "\(line.module) is a driver: only cxm names it; import its protocol."
    }

    /// The list itself: what it declares stands above, and every folder of `Sources` is in it.
    static func breaches(of list: PackageList, folders: Set<String>) -> [Breach] {
        let known = Set(list.targets.map(\.name))
        let strangers = folders.subtracting(known).sorted().map {
            Breach("Package.swift", "Sources/\($0) belongs to no target.")
        }
        let declared = list.targets.filter { $0.kind == .swift }.flatMap { target in
            target.dependencies.map {
                Import(file: "Package.swift", line: 0, target: target.name, module: $0)
            }
        }
        return strangers + breaches(declared, in: list)
    }
}
