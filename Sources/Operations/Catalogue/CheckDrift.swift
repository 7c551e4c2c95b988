package struct CheckDrift {
    static func setting(_ table: String) -> String { "catalogue/check/\(table)" }
}
