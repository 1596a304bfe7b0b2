//! A static file server on 127.0.0.1: for the demo, for the browser tests and, with faults switched on, for what servers really do.
//!
//! Speaks as much HTTP/1.1 as a browser needs from a static host: GET and HEAD, single byte ranges, connections kept open.

mod file;
mod request;

use std::io::{BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;

use crate::paths;

/// What is served, and how well.
#[derive(Args, Clone)]
pub(crate) struct Options {
    /// Folder to serve; www/dist when left out.
    #[arg(long)]
    root: Option<PathBuf>,
    /// Port to listen on; 0 takes any free one.
    #[arg(long, default_value_t = 8788)]
    port: u16,
    /// Ignore Range headers, as simple hosts do.
    #[arg(long)]
    no_range: bool,
    /// Let pages of other origins read the files.
    #[arg(long)]
    cors: bool,
    /// Send at most this many kibibytes a second.
    #[arg(long, value_name = "KIB")]
    slow: Option<u32>,
}

impl Options {
    /// A well-behaved server of `root`.
    pub(crate) fn of(root: PathBuf) -> Self {
        Self { root: Some(root), port: 0, no_range: false, cors: false, slow: None }
    }
}

/// How many ports past the wanted one are tried before giving up.
const PORTS_TRIED: u16 = 20;

/// An idle connection is closed after this long.
const IDLE: Duration = Duration::from_secs(30);

/// A server that has its port and can say its address.
pub(crate) struct Server {
    listener: TcpListener,
    address: SocketAddr,
    options: Arc<Options>,
    root: Arc<PathBuf>,
}

impl Server {
    /// Takes exactly the port of the options.
    pub(crate) fn bind(options: Options) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
            .with_context(|| format!("port {} of 127.0.0.1 cannot be used; choose another with --port", options.port))?;
        Self::new(listener, options)
    }

    /// Takes the first free port from `port` on.
    pub(crate) fn bind_from(port: u16, options: Options) -> Result<Self> {
        let listener = (port..port.saturating_add(PORTS_TRIED))
            .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
            .with_context(|| {
                format!("no free port from {port} to {} of 127.0.0.1; choose another with --port", port + PORTS_TRIED - 1)
            })?;
        Self::new(listener, options)
    }

    fn new(listener: TcpListener, options: Options) -> Result<Self> {
        let root = options.root.clone().unwrap_or_else(paths::dist);
        let root =
            root.canonicalize().with_context(|| format!("{} is not there; `cargo xtask build` makes it", root.display()))?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address, options: Arc::new(options), root: Arc::new(root) })
    }

    /// `127.0.0.1:port`.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process ends.
    pub(crate) fn serve(&self) {
        for stream in self.listener.incoming().flatten() {
            let (options, root) = (Arc::clone(&self.options), Arc::clone(&self.root));
            // A browser that goes away in the middle of an answer is everyday life, not an error.
            thread::spawn(move || drop(converse(&stream, &options, &root)));
        }
    }
}

/// `cargo xtask serve`.
pub(crate) fn run(options: &Options) -> Result<()> {
    let server = Server::bind(options.clone())?;
    println!("Serving {} at http://{}/", server.root.display(), server.address());
    std::io::stdout().flush()?;
    server.serve();
    Ok(())
}

fn converse(stream: &TcpStream, options: &Options, root: &std::path::Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = request::read(&mut reader)? {
        let close = request.close;
        file::answer(stream, &request, options, root)?;
        if close {
            break;
        }
    }
    Ok(())
}
