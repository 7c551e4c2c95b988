"""What the figures were measured on, in words."""

import os
import platform
from pathlib import Path


def field(file: str, key: str) -> str:
    for line in Path(file).read_text().splitlines():
        if line.startswith(key):
            return line.split(":", 1)[1].strip()
    return "unknown"


def description() -> dict[str, str]:
    kilobytes = int(field("/proc/meminfo", "MemTotal").split()[0])
    family, model = field("/proc/cpuinfo", "cpu family"), field("/proc/cpuinfo", "model\t")
    return {
        "processor": f"{field('/proc/cpuinfo', 'model name')} (family {family}, model {model})",
        "cores": str(os.cpu_count()),
        "memory": f"{kilobytes / 1024 / 1024:.0f} GiB",
        "system": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release().split('-')[0]}",
        "load before": f"{os.getloadavg()[0]:.2f}",
    }
