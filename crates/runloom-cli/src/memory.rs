/// What is assumed where the operating system does not say.
const FALLBACK_BYTES: u64 = 8 << 30;

/// The memory that decoded values may take: three quarters of what is free.
pub(crate) fn available_bytes() -> u64 {
    let said = std::fs::read_to_string("/proc/meminfo").ok().as_deref().and_then(available_in);
    said.unwrap_or(FALLBACK_BYTES) / 4 * 3
}

fn available_in(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_says_how_much_is_free() {
        assert_eq!(available_in("MemTotal: 9 kB\nMemAvailable:   16315424 kB\n"), Some(16_315_424 * 1024));
        assert_eq!(available_in("MemTotal: 9 kB\n"), None);
    }
}
