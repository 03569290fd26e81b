type Answer<T> = (answer: T) => void;
type RequestHandler = (contents: unknown, permission: string, answer: Answer<boolean>, details: object) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type BeforeRequest = (details: { url: string; method: string; resourceType: string }, answer: Answer<{ cancel?: boolean }>) => void;

class Session {
  requestHandler: RequestHandler | undefined;
  checkHandler: CheckHandler | undefined;
  deviceHandler: ((details: object) => boolean) | undefined;
  beforeRequest: BeforeRequest | undefined;

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.requestHandler = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.checkHandler = handler;
  }
  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    this.deviceHandler = handler;
  }
  readonly webRequest = {
    onBeforeRequest: (handler: BeforeRequest): void => {
      this.beforeRequest = handler;
    },
  };
  setSpellCheckerEnabled(): void {}

  /** What Electron does with a permission question: without a handler it says yes. */
  permissionAnswer(permission: string): { request: boolean; check: boolean } {
    let request = !this.requestHandler;
    const details = { requestingUrl: 'app://bundle/index.html', isMainFrame: true };
    this.requestHandler?.(null, permission, (answer) => (request = answer), details);
    return { request, check: this.checkHandler?.(null, permission, 'app://bundle', details) ?? true };
  }

  /** Whether the page may send this request; without a handler it may. */
  requestAllowed(url: string, method: string, resourceType: string): boolean {
    let cancel: boolean | undefined;
    this.beforeRequest?.({ url, method, resourceType }, (answer) => (cancel = answer.cancel));
    return cancel !== true;
  }
}

export const session = { defaultSession: new Session() };
