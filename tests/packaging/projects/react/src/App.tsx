import 'azure-connect/define';
import type { Profile, StepId } from 'azure-connect';
import { useState } from 'react';

const profile: Profile = {
  platform: { name: 'Quay' },
  endpoint: { url: '/api/azure/connections' },
};

const byObject = new URLSearchParams(location.search).has('object');

export function App() {
  const [ready, setReady] = useState(false);
  const [step, setStep] = useState<StepId>();
  return (
    <>
      <azure-connect
        profile={byObject ? profile : '/azure-profile.json'}
        onac-ready={() => setReady(true)}
        onac-step={({ detail }) => setStep(detail.step)}
      />
      <p>
        {ready ? 'Ready' : 'Loading'}, step: {step ?? 'none'}
      </p>
    </>
  );
}
