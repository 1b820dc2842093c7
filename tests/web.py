"""Web servers on loopback for tests: nginx as it is, and one of our own that misbehaves on purpose.

Nothing here or in a test that uses it reaches another address than 127.0.0.x: whatever would, goes to a proxy of
our own that refuses it and remembers (Guard).
"""
import gzip
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import threading
import time

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Nginx:
    """nginx with a configuration of its own in a folder; files lie in www/. Stopped by its process id."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.www = self.folder / "www"
        self.www.mkdir(parents=True)
        self.port, self.tls_port = free_port(), free_port()
        self.ca = self.make_certificate()
        (self.folder / "nginx.conf").write_text(self.config())
        self.process = subprocess.Popen(
            [NGINX, "-e", str(self.folder / "error.log"), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait()

    def make_certificate(self):
        words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                 "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(self.folder / "key.pem"),
                 "-out", str(self.folder / "cert.pem")]
        try:
            subprocess.run(words, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return None
        return self.folder / "cert.pem"

    def config(self):
        here, port = self.folder, self.port
        temps = "".join(f"{name}_temp_path {here}/{name};\n" for name in
                        ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        tls = f"""
  server {{
    listen 127.0.0.1:{self.tls_port} ssl;
    ssl_certificate {here}/cert.pem;
    ssl_certificate_key {here}/key.pem;
    root {self.www};
    location = /down {{ return 302 http://127.0.0.1:{port}/un_sc/consolidated.xml; }}
  }}""" if self.ca else ""
        return f"""
daemon off;
master_process off;
pid {here}/pid;
error_log {here}/error.log;
events {{ worker_connections 64; }}
http {{
  {temps}
  access_log {here}/access.log;
  server {{
    listen 127.0.0.1:{port};
    listen 127.0.0.2:{port};
    root {self.www};
    location /packed/ {{ alias {self.www}/; gzip on; gzip_min_length 1; gzip_types *; }}
    location /slow/ {{ alias {self.www}/; limit_rate 20; }}
    location = /inside {{ return 302 /un_sc/consolidated.xml; }}
    location = /three {{ return 301 http://127.0.0.1:{port}/two; }}
    location = /two {{ return 307 inside; }}
    location = /outside {{ return 302 http://127.0.0.2:{port}/un_sc/consolidated.xml; }}
    location = /user {{ return 302 http://somebody:secret@127.0.0.1:{port}/un_sc/consolidated.xml; }}
    location = /file {{ return 302 file:///etc/passwd; }}
    location = /loop {{ return 302 /loop; }}
    location = /nowhere {{ return 302 ""; }}
    location = /forbidden {{ return 403; }}
    location = /unavailable {{ return 503; }}
    location = /login {{ return 200 "<!DOCTYPE html><html><body>Please sign in</body></html>"; }}
  }}{tls}
}}
"""

    def wait(self):
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError((self.folder / "error.log").read_text())
                time.sleep(0.01)
        raise RuntimeError("nginx does not listen")

    def put(self, name, content):
        """A file that clients see as changed: never two contents with one size and second."""
        path = self.www / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.stamp = getattr(self, "stamp", int(time.time()) - 100000) + 1
        os.utime(path, (self.stamp, self.stamp))
        return path

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}/{path}"

    def tls_url(self, path=""):
        return f"https://127.0.0.1:{self.tls_port}/{path}"

    def log(self):
        """[(path, status)] of all requests until now."""
        time.sleep(0.05)
        lines = (self.folder / "access.log").read_text().splitlines()
        return [(line.split('"')[1].split()[1], int(line.split('"')[2].split()[0])) for line in lines]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Server:
    """Accepts connections and answers each with answer(connection, request) in a thread of its own."""

    def __init__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(64)
        self.port = self.socket.getsockname()[1]
        self.requests = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection = self.socket.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        head = b""
        with connection:
            try:
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    head += piece
                self.requests.append(head.decode("latin-1"))
                self.answer(connection, head.decode("latin-1"))
            except OSError:
                pass

    def stop(self):
        self.socket.close()


class Guard(Server):
    """The proxy of everything that is not loopback: refuses, and remembers."""

    def answer(self, connection, request):
        connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    def settings(self):
        here = f"http://127.0.0.1:{self.port}"
        env = {name: here for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")}
        env["no_proxy"] = env["NO_PROXY"] = "127.0.0.1,127.0.0.2"
        return env


class Rogue(Server):
    """Answers that no honest server gives. Paths are /BEHAVIOUR/..., bodies are set by the test."""

    def __init__(self):
        self.body = b""
        self.blanks = gzip.compress(b" " * (16 << 20))
        self.asked = {}
        super().__init__()

    def url(self, path):
        return f"http://127.0.0.1:{self.port}/{path}"

    def count(self, path):
        return self.asked.get("/" + path, 0)

    def answer(self, connection, request):
        path = request.split()[1]
        self.asked[path] = self.asked.get(path, 0) + 1
        getattr(self, path.split("/")[1])(connection, self.asked[path], request)

    def head(self, connection, code=200, *lines):
        text = "".join(f"{line}\r\n" for line in lines)
        connection.sendall(f"HTTP/1.1 {code} Word\r\n{text}Connection: close\r\n\r\n".encode())

    def whole(self, connection, *lines):
        self.head(connection, 200, f"Content-Length: {len(self.body)}", *lines)
        connection.sendall(self.body)

    # behaviours

    def plain(self, connection, number, request):
        self.whole(connection)

    def flaky(self, connection, number, request):
        if number == 1:
            self.head(connection, 500, "Content-Length: 0")
        else:
            self.whole(connection)

    def busy(self, connection, number, request):
        if number == 1:
            self.head(connection, 429, "Retry-After: 2", "Content-Length: 0")
        else:
            self.whole(connection)

    def tomorrow(self, connection, number, request):
        self.head(connection, 429, "Retry-After: 86400", "Content-Length: 0")

    def short(self, connection, number, request):
        self.head(connection, 200, f"Content-Length: {len(self.body) + 1}")
        connection.sendall(self.body)

    def chunk(self, connection, number, request):
        self.head(connection, 200, "Transfer-Encoding: chunked")
        connection.sendall(f"{len(self.body):x}\r\n".encode() + self.body + b"\r\n")

    def open(self, connection, number, request):
        self.head(connection)
        connection.sendall(self.body)

    def silent(self, connection, number, request):
        time.sleep(20)

    def endless(self, connection, number, request):
        self.head(connection)
        while True:
            connection.sendall(b"x" * 65536)

    def drip(self, connection, number, request):
        self.head(connection, 200, "Content-Length: 1000000")
        while True:
            connection.sendall(b"x" * 1000)
            time.sleep(0.05)

    def huge(self, connection, number, request):
        self.head(connection, 200, "Content-Length: 9999999999999")
        connection.sendall(b"x")
        time.sleep(1)

    def bomb(self, connection, number, request):
        """1 GiB of blanks in 1 MiB"""
        self.head(connection, 200, "Content-Encoding: gzip", f"Content-Length: {64 * len(self.blanks)}")
        for _ in range(64):
            connection.sendall(self.blanks)

    def packed(self, connection, number, request):
        body = gzip.compress(self.body[:100]) + gzip.compress(self.body[100:])
        self.head(connection, 200, "Content-Encoding: gzip", f"Content-Length: {len(body)}")
        connection.sendall(body)

    def packedhalf(self, connection, number, request):
        body = gzip.compress(self.body)[:-20]
        self.head(connection, 200, "Content-Encoding: gzip", f"Content-Length: {len(body)}")
        connection.sendall(body)

    def brotli(self, connection, number, request):
        self.whole(connection, "Content-Encoding: br")

    def lie(self, connection, number, request):
        self.head(connection, 304)

    def longago(self, connection, number, request):
        self.whole(connection, "Date: Sat, 01 Jan 2022 00:00:00 GMT")
