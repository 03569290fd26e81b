/* A models process whose graphics driver ends it as soon as somebody asks anything of it. */
process.on('message', () => process.kill(process.pid, 'SIGSEGV'));
