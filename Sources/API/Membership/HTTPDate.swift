import Definitions

/// A time as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(second: Int64) -> String {
        let (day, rest) = (
            floorDivide(second, 86_400), second - 86_400 * floorDivide(second, 86_400)
        )
        let date = CivilDate(daysSinceEpoch: Int(day))
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map(two).joined(separator: ":")
        return "\(days[date.weekday]), \(two(Int64(date.day))) \(months[date.month - 1]) "
            + "\(date.year) \(time) GMT"
    }

    private static func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + "\(number)" }
}
