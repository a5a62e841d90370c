'use client';

import { createAzureConnect, type Profile, type StepId } from 'azure-connect';
import { useEffect, useRef, useState } from 'react';

// When React takes over what a server rendered, it hands custom elements neither properties nor listeners
// (facebook/react#35446). So the element is made once the page is alive.
export function ConnectAzure({ profile }: { profile: string | Profile }) {
  const place = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const [step, setStep] = useState<StepId>();
  useEffect(() => {
    if (!place.current) return;
    const widget = createAzureConnect(place.current, { profile });
    widget.element.addEventListener('ac-ready', () => setReady(true));
    widget.element.addEventListener('ac-step', ({ detail }) => setStep(detail.step));
    return () => widget.destroy();
  }, [profile]);
  return (
    <>
      <div ref={place} />
      <p>
        {ready ? 'Ready' : 'Loading'}, step: {step ?? 'none'}
      </p>
    </>
  );
}
